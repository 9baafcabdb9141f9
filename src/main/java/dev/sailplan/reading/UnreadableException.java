package dev.sailplan.reading;

import dev.sailplan.document.Position;
import dev.sailplan.reading.Reading.Reason;

/** Ends the reading of a document from wherever it turns out to be impossible; becomes {@link Reading.Unreadable}. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reading.Unreadable answer;

    UnreadableException(Reason reason, int line, int column, String message) {
        super(message, null, false, false);
        this.answer = new Reading.Unreadable(reason, new Position(line, column), message);
    }

    static UnreadableException malformed(int line, int column, String message) {
        return new UnreadableException(Reason.MALFORMED, line, column, message);
    }

    Reading.Unreadable answer() {
        return answer;
    }
}
