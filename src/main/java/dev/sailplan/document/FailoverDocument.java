package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** A region that takes over for another. */
@About("A region that takes over for another.")
public record FailoverDocument(
        @About("The region that fails.") @Required @Nullable String from,

        @About("The region that takes over.") @Required @Nullable
        String to) {}
