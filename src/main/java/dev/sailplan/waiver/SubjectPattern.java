package dev.sailplan.waiver;

import dev.sailplan.finding.FindingSubject;

/** One entry of a waiver's {@code subjects}. */
sealed interface SubjectPattern {

    static SubjectPattern of(String text) {
        return text.startsWith("/") || text.isEmpty() ? new Place(text) : new Element(new Glob(text));
    }

    boolean matches(FindingSubject subject);

    /** A place in the document and everything in it. */
    record Place(String pointer) implements SubjectPattern {

        @Override
        public boolean matches(FindingSubject subject) {
            return subject.pointer().equals(pointer) || subject.pointer().startsWith(pointer + "/");
        }
    }

    /** Elements by name, such as {@code cluster/eu-*}. */
    record Element(Glob glob) implements SubjectPattern {

        @Override
        public boolean matches(FindingSubject subject) {
            return subject.element() != null && glob.matches(subject.element());
        }
    }
}
