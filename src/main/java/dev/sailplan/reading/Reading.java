package dev.sailplan.reading;

import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;

/** What came of reading a document. */
public sealed interface Reading {

    /** It is an object, and was understood as far as its faults allow. */
    record Read(ReadDocument document) implements Reading {}

    /**
     * It is not one object in the notation it is said to be in.
     *
     * @param reason what is in the way
     * @param position where
     * @param message what was found there and what to do, a sentence
     */
    record Unreadable(Reason reason, Position position, String message) implements Reading {}

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
