package dev.sailplan.store;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which topologies are listed.
 *
 * @param verdict only those with it, null for all
 * @param labels only those with all of these
 * @param after only names after this one
 * @param most how many at most
 */
public record Listing(@Nullable String verdict, Map<String, String> labels, String after, int most) {

    public Listing {
        labels = new TreeMap<>(labels);
    }
}
