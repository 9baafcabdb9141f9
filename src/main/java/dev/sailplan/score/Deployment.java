package dev.sailplan.score;

import dev.sailplan.failure.FailureModel;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Topology;

/**
 * What is judged.
 *
 * @param reachability who can call whom in it
 * @param failureModel how often its parts are up
 */
public record Deployment(Reachability reachability, FailureModel failureModel) {

    /** A deployment whose parts are up as often as is usual. */
    public Deployment(Reachability reachability) {
        this(reachability, FailureModel.DEFAULT);
    }

    public Topology topology() {
        return reachability.topology();
    }
}
