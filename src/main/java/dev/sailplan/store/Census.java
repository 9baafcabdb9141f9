package dev.sailplan.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts topologies.
 *
 * @param verdicts how many there are with each verdict
 * @param stale how many reports are not up to date
 */
public record Census(Map<String, Long> verdicts, long stale) {

    public Census {
        verdicts = new TreeMap<>(verdicts);
    }

    public long topologies() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }
}
