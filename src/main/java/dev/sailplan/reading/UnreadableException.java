package dev.sailplan.reading;

import dev.sailplan.document.Position;
import dev.sailplan.reading.Reading.Reason;
import dev.sailplan.reading.Shape.ObjectShape;

/** Ends the reading of a document from wherever it turns out to be impossible; becomes {@link Reading.Unreadable}. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient Position position;
    private final String sentence;

    UnreadableException(Reason reason, int line, int column, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.position = new Position(line, column);
        this.sentence = message;
    }

    static UnreadableException malformed(int line, int column, String message) {
        return new UnreadableException(Reason.MALFORMED, line, column, message);
    }

    /** Ends the reading of what holds nothing, where an object of a shape was to be read. */
    static UnreadableException empty(ObjectShape root) {
        return malformed(1, 1, "The document is empty; send " + root.request() + ".");
    }

    <T> Reading<T> answer() {
        return new Reading.Unreadable<>(reason, position, sentence);
    }
}
