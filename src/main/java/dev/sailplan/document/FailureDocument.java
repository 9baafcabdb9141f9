package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Something that is taken to have failed. */
@About("Something that is taken to have failed.")
public record FailureDocument(
        @About("What it is.") @Required @Nullable FailureKind kind,

        @About(
                "Its name: of the element, the zone or the region; of an API server, its cluster's; of a link, from->to; of a certificate authority, its root.")
        @Required
        @Nullable
        String name) {}
