package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topology, and what is taken to fail in it: named failures, or everything there is up to a number at a time. */
@About("A topology, and what is taken to fail in it: failures, or upTo.")
public record SimulationDocument(
        @About("The deployment.") @Required @Nullable TopologyDocument topology,

        @About(FailuresDocument.FAILURES) @Nullable List<FailureDocument> failures,

        @About(FailuresDocument.UP_TO) @Within(min = 1, max = 2) @Nullable
        Integer upTo) {

    /** What is taken to fail, whatever it fails in. */
    public FailuresDocument question() {
        return new FailuresDocument(failures, upTo);
    }
}
