package dev.sailplan.store;

import java.util.Optional;
import java.util.Set;

/** What a write expects of what is there. */
public sealed interface Precondition {

    /** Nothing. */
    static Precondition none() {
        return new Unconditional();
    }

    /** That there is none of that name. */
    static Precondition absent() {
        return new Absent();
    }

    /** That there is one of that name. */
    static Precondition present() {
        return new Present();
    }

    /** That the newest revision has one of these tags. */
    static Precondition tagged(Set<String> tags) {
        return new Tagged(Set.copyOf(tags));
    }

    /** That the newest revision, if there is one, has none of these tags. */
    static Precondition notTagged(Set<String> tags) {
        return new NotTagged(Set.copyOf(tags));
    }

    /** That what is there, if there is one, belongs to nobody or to one of these. */
    static Precondition ownedBy(Set<String> owners) {
        return new OwnedBy(Set.copyOf(owners));
    }

    /** This and another one. */
    default Precondition and(Precondition other) {
        if (other.equals(none())) {
            return this;
        }
        return equals(none()) ? other : new Both(this, other);
    }

    /** Whether it holds for the newest revision. */
    boolean holdsFor(Optional<Entry> current);

    /** Expects nothing. */
    record Unconditional() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return true;
        }
    }

    /** Expects that there is none. */
    record Absent() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return current.isEmpty();
        }
    }

    /** Expects that there is one. */
    record Present() implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return current.isPresent();
        }
    }

    /** Expects one of some revisions. */
    record Tagged(Set<String> tags) implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return current.map(Entry::tag).filter(tags::contains).isPresent();
        }
    }

    /** Expects none of some revisions. */
    record NotTagged(Set<String> tags) implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return current.map(Entry::tag).filter(tags::contains).isEmpty();
        }
    }

    /** Expects what belongs to nobody, or to one of some. */
    record OwnedBy(Set<String> owners) implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return current.map(Entry::owner).map(owners::contains).orElse(true);
        }
    }

    /** Expects two things. */
    record Both(Precondition one, Precondition other) implements Precondition {
        @Override
        public boolean holdsFor(Optional<Entry> current) {
            return one.holdsFor(current) && other.holdsFor(current);
        }
    }
}
