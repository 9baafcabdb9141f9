package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service with what calls to it depend on, worked out once for all clients. */
final class Offered {

    private final Service service;
    private final List<Target> targets;
    private final Map<Workload, List<Target>> targetsOf = new HashMap<>();
    private final Set<Cluster> defined;
    private final boolean anyClusterLocal;
    private final @Nullable Pointer unknownDefinition;

    Offered(Service service, Terrain terrain) {
        this.service = service;
        Fact<Map<Cluster, ServiceObject>> objects = service.objects();
        this.defined = Collections.unmodifiableSet(
                new LinkedHashSet<>(objects.orElse(Map.of()).keySet()));
        this.unknownDefinition = objects.isKnown() ? null : objects.at();
        List<Target> found = new ArrayList<>();
        for (Workload workload : service.workloads().orElse(List.of())) {
            Identity identity = terrain.identityOf(workload.cluster());
            List<Target> own = Endpoints.of(workload).stream()
                    .map(endpoints -> Target.of(service, workload, endpoints, identity))
                    .toList();
            targetsOf.put(workload, own);
            found.addAll(own);
        }
        this.targets = List.copyOf(found);
        this.anyClusterLocal = targets.stream().anyMatch(Target::clusterLocal);
    }

    Service service() {
        return service;
    }

    /** One of each kind of endpoints that no client can tell apart. */
    List<Target> kinds() {
        Map<Target.Kind, Target> kinds = new LinkedHashMap<>();
        targets.forEach(target -> kinds.putIfAbsent(target.kind(), target));
        return List.copyOf(kinds.values());
    }

    /** All endpoints, in document order. */
    List<Target> targets() {
        return targets;
    }

    /** Whether some of them stay in their cluster. */
    boolean isAnyClusterLocal() {
        return anyClusterLocal;
    }

    /** The endpoints of one of its workloads. */
    List<Target> targetsOf(Workload workload) {
        return targetsOf.getOrDefault(workload, List.of());
    }

    /** The clusters that are known to have a Kubernetes Service object of it. */
    Set<Cluster> defined() {
        return defined;
    }

    /** The fact for want of which there may be more of these; null if there are not. */
    @Nullable
    Pointer unknownDefinition() {
        return unknownDefinition;
    }
}
