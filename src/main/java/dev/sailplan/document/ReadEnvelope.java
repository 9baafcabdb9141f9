package dev.sailplan.document;

import java.util.List;

/**
 * A document that holds topologies and says what is asked about them, as it was read.
 *
 * <p>Faults are kept up to a limit for each kind in the whole document, so that a topology without faults is only known to be
 * without if the others and the rest have none either.
 *
 * @param content what could be understood; where there are faults, required fields may be null
 * @param faults what could not, outside of the topologies, in document order
 * @param positions where everything is written
 * @param topologies the topologies, in document order
 */
public record ReadEnvelope<T>(T content, List<Fault> faults, PositionIndex positions, List<NestedTopology> topologies) {

    public ReadEnvelope {
        faults = List.copyOf(faults);
        topologies = List.copyOf(topologies);
    }
}
