package dev.sailplan.finding;

import dev.sailplan.document.Position;
import dev.sailplan.document.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A place in the document that a finding is about.
 *
 * @param pointer the place, as a JSON Pointer
 * @param element the element it belongs to, as {@code cluster/west}; null if it belongs to none with a name
 * @param line from 1
 * @param column from 1
 */
public record FindingSubject(String pointer, @Nullable String element, int line, int column) {

    public static FindingSubject of(Subject subject, Position position) {
        String element = subject.element() == null ? null : subject.element().toString();
        return new FindingSubject(subject.pointer().text(), element, position.line(), position.column());
    }
}
