package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A topology, and what is taken to fail in it: named failures, or everything there is up to a number at a time. */
@About("A topology, and what is taken to fail in it: failures, or upTo.")
public record SimulationDocument(
        @About("The deployment.") @Required @Nullable TopologyDocument topology,

        @About("What fails: each by itself and, if there are several, all of them together. Absent: what upTo says.")
        @Nullable
        List<FailureDocument> failures,

        @About(
                "1: every single failure there is. 2: also every pair, of which those are answered that lose services and do"
                        + " not lose them with one failure less. Absent: what failures lists.")
        @Within(min = 1, max = 2)
        @Nullable
        Integer upTo) {}
