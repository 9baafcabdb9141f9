package dev.sailplan.store;

import java.util.List;

/**
 * Topologies that could not be judged.
 *
 * @param count how many there are
 * @param names the first of them, by name
 */
public record Unjudged(long count, List<String> names) {

    public Unjudged {
        names = List.copyOf(names);
    }
}
