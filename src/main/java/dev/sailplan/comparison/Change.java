package dev.sailplan.comparison;

import java.util.Locale;

/** What became of something. */
public enum Change {
    /** Only the later topology has it. */
    ADDED,
    /** Only the earlier topology has it. */
    REMOVED,
    /** Both have it, and it is not the same. */
    CHANGED,
    /** Both have it, the same but for its name. */
    RENAMED,
    /** Both have the same elements of a list, in another order that has a meaning. */
    REORDERED;

    /** As it is written in an answer. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
