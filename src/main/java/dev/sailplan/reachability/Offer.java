package dev.sailplan.reachability;

import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which endpoints of a service leave their cluster: not those that are cluster-local or, with MCS discovery, not exported. The
 * switches are those of the mesh whose control plane serves the client.
 */
final class Offer {

    private static final String KUBE_SYSTEM = "*.kube-system.svc.cluster.local";
    private static final String KUBERNETES = "kubernetes.default.svc.cluster.local";

    /** A host as clients of one mesh and Istio namespace see it, which is all its being cluster-local depends on. */
    private record View(String host, Mesh mesh, String istioNamespace) {}

    private final Map<View, Boolean> clusterLocalHosts = new ConcurrentHashMap<>();

    /** Whether endpoints of the service in one cluster are offered to clients in another. */
    Judgement toOthers(Service service, Cluster from, Cluster client, Mesh mesh) {
        return isClusterLocal(service, from, client, mesh) ? Judgement.of(false) : isExported(service, from, mesh);
    }

    /** Whether endpoints in one cluster stay hidden from clients in another. */
    boolean isClusterLocal(Service service, Cluster from, Cluster client, Mesh mesh) {
        return service.scopeIn(from) == ServiceScope.CLUSTER_LOCAL
                || service.scopeIn(client) == ServiceScope.CLUSTER_LOCAL
                || clusterLocalHosts.computeIfAbsent(
                        new View(service.host(), mesh, client.istioNamespace()), Offer::isHostClusterLocal);
    }

    /** Whether endpoints in a cluster are offered to other clusters, as far as exports decide it. */
    Judgement isExported(Service service, Cluster from, Mesh mesh) {
        if (!mesh.isMcsDiscovery() || mesh.isMcsAutoExport()) {
            return Judgement.of(true);
        }
        Fact<Set<Cluster>> exported = service.exportedIn();
        return exported.isKnown() ? Judgement.of(exported.get().contains(from)) : Judgement.unknown(exported.at());
    }

    private static boolean isHostClusterLocal(View view) {
        Mesh mesh = view.mesh();
        return (mesh.isMcsClusterLocal() && mesh.isMcsHost())
                || isHostClusterLocal(view.host(), mesh, view.istioNamespace());
    }

    /** An exact name beats a pattern, a longer pattern a shorter one, and an exception the entry it repeats. */
    private static boolean isHostClusterLocal(String host, Mesh mesh, String istioNamespace) {
        List<String> local = new ArrayList<>(mesh.clusterLocalHosts());
        local.add(KUBE_SYSTEM);
        local.add(KUBERNETES);
        local.add("istiod." + istioNamespace + ".svc.cluster.local");
        return bestMatch(host, local) > bestMatch(host, mesh.notClusterLocalHosts());
    }

    /** How specific the most specific match is; 0 if there is none. */
    private static int bestMatch(String host, List<String> patterns) {
        return patterns.stream()
                .mapToInt(pattern -> specificity(host, pattern))
                .max()
                .orElse(0);
    }

    private static int specificity(String host, String pattern) {
        if (pattern.equals(host)) {
            return Integer.MAX_VALUE;
        }
        boolean matches = pattern.startsWith("*") && host.endsWith(pattern.substring(1));
        return matches ? pattern.length() : 0;
    }
}
