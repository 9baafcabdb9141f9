package dev.sailplan.rule.service;

import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Kubernetes Service objects that Istio takes for one service. */
final class MergedObjects {

    private MergedObjects() {}

    /** The objects of a service by the name of their cluster; none if it is not known where they are. */
    static List<ServiceObject> of(Service service) {
        return service.objects().orElse(Map.of()).values().stream()
                .filter(object -> !isAlone(service, object.cluster()))
                .sorted(Comparator.comparing(object -> object.cluster().name()))
                .toList();
    }

    /** Whether the service is cluster-local where a control plane serves this cluster alone and goes by the object there. */
    private static boolean isAlone(Service service, Cluster cluster) {
        return service.scopeIn(cluster) == ServiceScope.CLUSTER_LOCAL
                && cluster.firstControlPlane()
                        .filter(server -> cluster.equals(server.ownCluster().value())
                                && server.servedClusters().size() == 1)
                        .isPresent();
    }

    /**
     * What is usual among objects.
     *
     * @param qualities what each of them has
     * @param own what the service itself says, which counts if any of them has it; else what most of them have does, the first if
     *     several are as frequent
     */
    static <Q> Q usual(List<Q> qualities, @Nullable Q own) {
        Map<Q, Integer> numbers = new LinkedHashMap<>();
        qualities.forEach(quality -> numbers.merge(quality, 1, Integer::sum));
        if (own != null && numbers.containsKey(own)) {
            return own;
        }
        int most = numbers.values().stream().mapToInt(number -> number).max().orElse(0);
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
