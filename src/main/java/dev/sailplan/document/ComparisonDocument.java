package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Two versions of a topology that are to be compared. */
@About("Two versions of a topology that are to be compared.")
public record ComparisonDocument(
        @About("What is there.") @Required @Nullable TopologyDocument base,

        @About("What is to become of it.") @Required @Nullable
        TopologyDocument head) {}
