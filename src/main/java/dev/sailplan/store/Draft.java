package dev.sailplan.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be written.
 *
 * @param labels by which it is found
 * @param evaluated what was found in it
 */
public record Draft(Content content, Map<String, String> labels, Evaluated evaluated) {

    public Draft {
        labels = new TreeMap<>(labels);
    }
}
