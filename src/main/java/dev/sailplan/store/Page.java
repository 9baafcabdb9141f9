package dev.sailplan.store;

import java.util.List;

/**
 * A part of what there is.
 *
 * @param more whether there is more after it
 */
public record Page(List<Entry> entries, boolean more) {

    public Page {
        entries = List.copyOf(entries);
    }
}
