package dev.sailplan.store;

import java.util.Optional;

/** The row of a name: its newest revision, which may be a deletion. */
record Head(Entry entry, boolean deleted) {

    long revision() {
        return entry.revision();
    }

    /** What is there; none if it was deleted. */
    Optional<Entry> current() {
        return deleted ? Optional.empty() : Optional.of(entry);
    }
}
