package dev.sailplan.reachability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Traffic;
import dev.sailplan.topology.Traffic.OfCluster;
import dev.sailplan.topology.Traffic.OfNamespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clusters whose endpoints declared traffic blocks for a client, so that the client does not miss them. */
final class BlockedCalls {

    /** Who is blocked: a cluster, or a namespace of a mesh. */
    private record Source(
            @Nullable Cluster cluster, @Nullable OfNamespace namespace) {}

    private final Map<Source, Set<Cluster>> targets = new HashMap<>();

    BlockedCalls(Topology topology) {
        topology.traffic().stream().filter(Traffic::blocked).forEach(this::add);
    }

    private void add(Traffic traffic) {
        if (!(traffic.to() instanceof OfCluster target)) {
            return;
        }
        Source source = traffic.from() instanceof OfCluster cluster
                ? new Source(cluster.cluster(), null)
                : traffic.from() instanceof OfNamespace namespace ? new Source(null, namespace) : null;
        if (source != null) {
            targets.computeIfAbsent(source, key -> new HashSet<>()).add(target.cluster());
        }
    }

    boolean isBlocked(Client client, Cluster server) {
        if (targets.isEmpty()) {
            return false;
        }
        String namespace = client.namespace();
        boolean byNamespace = namespace != null
                && isTarget(
                        new Source(null, new OfNamespace(client.cluster().mesh().orElse(null), namespace)), server);
        return byNamespace || isTarget(new Source(client.cluster(), null), server);
    }

    private boolean isTarget(Source source, Cluster server) {
        return targets.getOrDefault(source, Set.of()).contains(server);
    }

    /** Whether anything is blocked for clients in a cluster. */
    boolean concerns(Cluster client) {
        return targets.containsKey(new Source(client, null));
    }
}
