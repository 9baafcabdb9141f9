package dev.sailplan.rule.discovery;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Traffic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Clusters between which declared traffic is blocked as a whole, as between blue and green. */
final class Separation {

    private final Map<Cluster, Set<Cluster>> blocked = new HashMap<>();

    private Separation() {}

    static Separation of(Topology topology) {
        Separation separation = new Separation();
        for (Traffic traffic : topology.traffic()) {
            if (traffic.blocked()
                    && traffic.from() instanceof Traffic.OfCluster source
                    && traffic.to() instanceof Traffic.OfCluster target) {
                separation
                        .blocked
                        .computeIfAbsent(source.cluster(), key -> new HashSet<>())
                        .add(target.cluster());
            }
        }
        return separation;
    }

    /**
     * Whether a control plane has no need to discover a cluster: it does not serve it, and no cluster that it serves is meant to call
     * it.
     */
    boolean excuses(ControlPlane controlPlane, Cluster cluster) {
        return !blocked.isEmpty()
                && !controlPlane.servedClusters().isEmpty()
                && controlPlane.servedClusters().stream()
                        .allMatch(client -> !client.equals(cluster) && isBlocked(client, cluster));
    }

    private boolean isBlocked(Cluster client, Cluster target) {
        return blocked.getOrDefault(client, Set.of()).contains(target);
    }
}
