package dev.sailplan.reachability;

import java.util.List;
import java.util.Map;

/**
 * A view that Istio itself computes.
 *
 * @param name the suite and the case
 * @param compared what has to be equal, out of address, port, kind, weight, order and dropped
 * @param topology the document
 * @param query a query on it
 * @param expected the endpoints and what is dropped
 */
record ViewCase(
        String name, List<String> compared, Map<String, Object> topology, Map<String, Object> query, Tree expected) {

    @Override
    public String toString() {
        return name;
    }
}
