package dev.sailplan.document;

import java.util.Map;

/**
 * Something in a document that is not of version 1 of the format.
 *
 * @param kind what is wrong
 * @param pointer the field or value
 * @param position where it is written; of a missing field, where the object begins that lacks it
 * @param facts the words of the message, by name
 */
public record Fault(Kind kind, Pointer pointer, Position position, Map<String, String> facts) {

    /** The ways in which a field can be wrong. */
    public enum Kind {
        UNKNOWN_FIELD,
        DUPLICATE_KEY,
        WRONG_TYPE,
        MISSING_FIELD
    }

    public Fault {
        facts = Map.copyOf(facts);
    }
}
