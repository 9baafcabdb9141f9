package dev.sailplan.reachability;

import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.List;

/**
 * A way on which calls arrive at endpoints of a workload while nothing has failed. It is lost when the workload is, or every
 * gateway it could take.
 *
 * @param workload where the endpoints are
 * @param endpoints how many they are, at least 1
 * @param direct whether calls need no gateway
 * @param gateways the gateways any of which leads there, as a view takes it; empty if calls need none
 * @param certainGateways those of them that certainly do
 * @param certain whether calls arrive whatever the unknown facts are
 */
public record Lifeline(
        Workload workload,
        long endpoints,
        boolean direct,
        List<Gateway> gateways,
        List<Gateway> certainGateways,
        boolean certain) {}
