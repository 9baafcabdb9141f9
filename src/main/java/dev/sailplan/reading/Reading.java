package dev.sailplan.reading;

import dev.sailplan.document.Position;

/**
 * What came of reading a document.
 *
 * @param <D> what a document that can be read becomes
 */
public sealed interface Reading<D> {

    /** It is an object, and was understood as far as its faults allow. */
    record Read<D>(D document) implements Reading<D> {}

    /**
     * It is not one object in the notation it is said to be in.
     *
     * @param reason what is in the way
     * @param position where
     * @param message what was found there and what to do, a sentence
     */
    record Unreadable<D>(Reason reason, Position position, String message) implements Reading<D> {}

    /** Why a document cannot be read. */
    enum Reason {
        /** It is not JSON, or not YAML. */
        MALFORMED,
        /** It is larger than {@link ReadingLimits} allow. */
        TOO_LARGE,
        /** It is a list, a text or a number. */
        NOT_AN_OBJECT
    }
}
