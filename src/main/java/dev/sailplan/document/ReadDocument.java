package dev.sailplan.document;

import java.util.List;
import java.util.stream.Stream;

/**
 * A document as it was read: what it says, what in it is not of the format, and where everything is written.
 *
 * @param content what could be understood; where there are faults, required fields may be null
 * @param faults what could not, in document order, up to a limit for each kind
 * @param positions where everything is written
 */
public record ReadDocument(TopologyDocument content, List<Fault> faults, PositionIndex positions) {

    public ReadDocument {
        faults = List.copyOf(faults);
    }

    /** The faults of one kind. */
    public Stream<Fault> faults(Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind);
    }
}
