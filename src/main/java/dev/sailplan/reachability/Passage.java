package dev.sailplan.reachability;

import dev.sailplan.topology.Judgement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a client's calls to endpoints of a workload that are alike.
 *
 * @param target the endpoints
 * @param dropped why they are not served, null if they are
 * @param route how they are served, null if they are not
 * @param port the port of the workload, null if it is not known
 * @param problems why calls to them fail although they are served, whichever gateway they take
 * @param works whether a call can arrive, as far as facts tell
 * @param certain what stands in the way whatever the unknown facts are
 */
record Passage(
        Target target,
        @Nullable Reason dropped,
        @Nullable Route route,
        @Nullable Integer port,
        Set<Reason> problems,
        Judgement works,
        Set<Reason> certain) {

    boolean isThroughGateway() {
        return route != null && route.kind() == Route.Kind.GATEWAY;
    }
}
