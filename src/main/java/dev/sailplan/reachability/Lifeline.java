package dev.sailplan.reachability;

import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.List;

/**
 * A way on which calls arrive at endpoints of a workload while nothing has failed. It is lost when the workload is, every gateway
 * it could take, or what it is tied to.
 *
 * @param workload where the endpoints are
 * @param endpoints how many they are, at least 1
 * @param gateways the gateways any of which leads there; empty if calls need none
 * @param ties what else it depends on
 */
public record Lifeline(Workload workload, long endpoints, List<Gateway> gateways, Ties ties) {

    /** Whether calls need no gateway. */
    public boolean direct() {
        return gateways.isEmpty();
    }
}
