package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is taken to fail in a topology: named failures, or everything there is up to a number at a time. */
@About("What is taken to fail in a topology: failures, or upTo.")
public record FailuresDocument(
        @About(FAILURES) @Nullable List<FailureDocument> failures,
        @About(UP_TO) @Within(min = 1, max = 2) @Nullable Integer upTo) {

    static final String FAILURES =
            "What fails: each by itself and, if there are several, all of them together. Absent: what upTo says.";

    static final String UP_TO =
            "1: every single failure there is. 2: also every pair, of which those are answered that lose services and do"
                    + " not lose them with one failure less. Absent: what failures lists.";
}
