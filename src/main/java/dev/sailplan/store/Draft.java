package dev.sailplan.store;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written.
 *
 * @param labels by which it is found
 * @param owner whose it is, null if nobody's; at most 1,000 characters
 * @param evaluated what was found in it
 */
public record Draft(
        Content content,
        Map<String, String> labels,
        @Nullable String owner,
        Evaluated evaluated) {

    public Draft {
        labels = new TreeMap<>(labels);
    }
}
