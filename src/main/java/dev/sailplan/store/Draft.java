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
 * @param once what makes it a write that is done once; null if it is done whenever it is asked for
 */
public record Draft(
        Content content,
        Map<String, String> labels,
        @Nullable String owner,
        Evaluated evaluated,
        @Nullable Once once) {

    public Draft {
        labels = new TreeMap<>(labels);
    }

    public Draft(Content content, Map<String, String> labels, @Nullable String owner, Evaluated evaluated) {
        this(content, labels, owner, evaluated, null);
    }
}
