package dev.sailplan.webhook;

import dev.sailplan.store.VerdictChange;

/** Writes messages. What is told twice is written the same twice. */
public interface MessageFormat {

    /** Tells of a change. */
    Message change(VerdictChange change);

    /**
     * Tells that changes were forgotten before they could be told.
     *
     * @param after the last one before them
     * @param upTo the last of them
     */
    Message gap(long after, long upTo);
}
