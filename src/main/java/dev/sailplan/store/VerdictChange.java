package dev.sailplan.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something else was found in a topology than before.
 *
 * @param id its number: one higher than that of the change before it, of whichever topology
 * @param revision of the topology with it
 * @param before what was found, in one word; null if there was no topology
 * @param after what is found, in one word; null if there is no topology any more
 */
public record VerdictChange(
        long id,
        String name,
        long revision,
        @Nullable String before,
        @Nullable String after,
        Instant at,
        Cause cause) {

    /** Why something else is found. */
    public enum Cause {
        /** Another document was written, or the first one. */
        WRITTEN,
        /** The topology was deleted. */
        DELETED,
        /** The document is the same, and was judged by other rules or for another day. */
        JUDGED_AGAIN
    }
}
