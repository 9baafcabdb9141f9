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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Which endpoints of a service leave their cluster: not those that are cluster-local or, with MCS discovery, not exported. The
 * switches are those of the mesh whose control plane serves the client.
 */
final class Offer {

    private static final String KUBE_SYSTEM = "*.kube-system.svc.cluster.local";
    private static final String KUBERNETES = "kubernetes.default.svc.cluster.local";

    /** A service as clients of one mesh and Istio namespace see it, which is all that its host being cluster-local depends on. */
    private record View(Service service, Mesh mesh, String istioNamespace) {}

    /**
     * What is offered of a service to one client.
     *
     * @param nothing whether endpoints of other clusters are hidden from it, wherever they are
     */
    private record ToClient(Service service, Mesh mesh, boolean nothing) implements Terms {

        @Override
        public boolean hidesAll() {
            return nothing;
        }

        @Override
        public boolean hidesNothing() {
            return !nothing && isExportedAnyway();
        }

        private boolean isExportedAnyway() {
            return !mesh.isMcsDiscovery() || mesh.isMcsAutoExport();
        }

        @Override
        public Judgement isExported(Cluster from) {
            if (isExportedAnyway()) {
                return Judgement.of(true);
            }
            Fact<Set<Cluster>> exported = service.exportedIn();
            return exported.isKnown() ? Judgement.of(exported.get().contains(from)) : Judgement.unknown(exported.at());
        }
    }

    /** On which terms endpoints of other clusters are offered to a client. */
    interface Terms {

        /** Whether endpoints of other clusters are hidden from the client, wherever they are. */
        boolean hidesAll();

        /** Whether all of them are offered, as far as this decides it. */
        boolean hidesNothing();

        /** Whether endpoints in a cluster are offered, as far as exports decide it. */
        Judgement isExported(Cluster from);
    }

    private final Map<View, Boolean> clusterLocalHosts = new ConcurrentHashMap<>();

    /** The terms for a client in a cluster whose control plane is of the given mesh. */
    Terms to(Cluster client, Service service, Mesh mesh) {
        boolean hidden = service.scopeIn(client) == ServiceScope.CLUSTER_LOCAL
                || isHostClusterLocal(service, mesh, client.istioNamespace());
        return new ToClient(service, mesh, hidden);
    }

    /** Why endpoints in one cluster stay hidden from clients in another: the scope before the host name. */
    Optional<Seclusion> seclusion(Service service, Cluster from, Cluster client, Mesh mesh) {
        for (Cluster cluster : List.of(from, client)) {
            if (service.scopeIn(cluster) == ServiceScope.CLUSTER_LOCAL) {
                return Optional.of(Seclusion.byScope(service, cluster));
            }
        }
        if (!isHostClusterLocal(service, mesh, client.istioNamespace())) {
            return Optional.empty();
        }
        if (mesh.isMcsClusterLocal() && mesh.isMcsHost()) {
            return Optional.of(Seclusion.byMcs(mesh));
        }
        List<String> listed = mesh.clusterLocalHosts();
        int best = bestMatch(service.host(), localHosts(mesh, client.istioNamespace()));
        return Optional.of(IntStream.range(0, listed.size())
                .filter(i -> specificity(service.host(), listed.get(i)) == best)
                .mapToObj(i -> Seclusion.byHost(mesh, i))
                .findFirst()
                .orElseGet(() -> Seclusion.byName(service)));
    }

    /** Whether the host name alone keeps a service inside its cluster for clients of a mesh and Istio namespace. */
    boolean isHostClusterLocal(Service service, Mesh mesh, String istioNamespace) {
        return clusterLocalHosts.computeIfAbsent(new View(service, mesh, istioNamespace), Offer::isHostClusterLocal);
    }

    private static boolean isHostClusterLocal(View view) {
        Mesh mesh = view.mesh();
        return (mesh.isMcsClusterLocal() && mesh.isMcsHost())
                || isHostClusterLocal(view.service().host(), mesh, view.istioNamespace());
    }

    /** Whether a mesh says so of the host, or Istio itself: then not even MCS exports it of its own accord. */
    static boolean isHostListed(Service service, Mesh mesh, String istioNamespace) {
        return isHostClusterLocal(service.host(), mesh, istioNamespace);
    }

    /** An exact name beats a pattern, a longer pattern a shorter one, and an exception the entry it repeats. */
    private static boolean isHostClusterLocal(String host, Mesh mesh, String istioNamespace) {
        return bestMatch(host, localHosts(mesh, istioNamespace)) > bestMatch(host, mesh.notClusterLocalHosts());
    }

    private static List<String> localHosts(Mesh mesh, String istioNamespace) {
        List<String> local = new ArrayList<>(mesh.clusterLocalHosts());
        local.add(KUBE_SYSTEM);
        local.add(KUBERNETES);
        local.add("istiod." + istioNamespace + ".svc.cluster.local");
        return local;
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
