package dev.sailplan.store;

import java.util.Optional;

/** What became of a write. */
public sealed interface Outcome {

    /**
     * It was done.
     *
     * @param entry what was written
     * @param previous what was there before; none if there was nothing
     */
    record Written(Entry entry, Optional<Entry> previous) implements Outcome {}

    /** It was done, and nothing is there any more. */
    record Deleted(Entry previous) implements Outcome {}

    /**
     * Nothing was done, because what is there is not what was expected.
     *
     * @param current what is there; none if there is nothing
     */
    record Refused(Optional<Entry> current) implements Outcome {}

    /** Nothing was done, because nothing is there. */
    record Missing() implements Outcome {}

    /**
     * Nothing was done, because it had been done before.
     *
     * @param entry what was written then, which need not be there any more
     */
    record Repeated(Entry entry) implements Outcome {}

    /** Nothing was done, because something else had been done with the same key. */
    record KeyReused() implements Outcome {}
}
