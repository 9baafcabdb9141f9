package dev.sailplan.score;

import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topology;

/**
 * What is judged.
 *
 * @param reachability who can call whom in it
 */
public record Deployment(Reachability reachability) {

    public Topology topology() {
        return reachability.topology();
    }
}
