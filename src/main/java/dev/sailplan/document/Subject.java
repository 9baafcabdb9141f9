package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/**
 * What a finding is about: a place in the document, and the element it belongs to.
 *
 * @param pointer the place
 * @param element the element, null if it is part of none that has a name
 * @param position where it is written, null where the pointer says so: that of an unknown field or a repeated key does not
 */
public record Subject(
        Pointer pointer,
        @Nullable ElementId element,
        @Nullable Position position) {

    public Subject(Pointer pointer, @Nullable ElementId element) {
        this(pointer, element, null);
    }
}
