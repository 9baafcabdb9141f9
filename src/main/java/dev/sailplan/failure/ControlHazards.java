package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which failures matter to the configuration of which clusters: those of the control planes they list, and of API servers. */
final class ControlHazards {

    private final Map<Failure, List<ControlPlane>> controlPlanes = new HashMap<>();
    private final Map<ControlPlane, List<Cluster>> configured = new HashMap<>();
    private final Map<String, Cluster> members = new HashMap<>();

    ControlHazards(Topology topology) {
        topology.controlPlanes().forEach(this::add);
        topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent())
                .forEach(this::add);
    }

    private void add(ControlPlane controlPlane) {
        Hazards hazards = new Hazards();
        hazards.add(controlPlane);
        controlPlane.configCluster().asOptional().ifPresent(hazards::add);
        Set<Failure> all = new LinkedHashSet<>(hazards.found());
        controlPlane
                .configCluster()
                .asOptional()
                .ifPresent(cluster -> all.add(new Failure(FailureKind.API_SERVER, cluster.name())));
        all.forEach(failure ->
                controlPlanes.computeIfAbsent(failure, key -> new ArrayList<>()).add(controlPlane));
    }

    private void add(Cluster cluster) {
        members.put(cluster.name(), cluster);
        cluster.controlPlanes()
                .forEach(each -> configured
                        .computeIfAbsent(each, key -> new ArrayList<>())
                        .add(cluster));
    }

    /** The clusters of meshes that some failures matter to, by name. */
    List<Cluster> clustersOf(Collection<Failure> failures) {
        Set<Cluster> clusters = new LinkedHashSet<>();
        for (Failure failure : failures) {
            Cluster member = failure.kind() == FailureKind.API_SERVER ? members.get(failure.name()) : null;
            if (member != null) {
                clusters.add(member);
            }
            controlPlanes
                    .getOrDefault(failure, List.of())
                    .forEach(each -> clusters.addAll(configured.getOrDefault(each, List.of())));
        }
        return clusters.stream().sorted(Comparator.comparing(Cluster::name)).toList();
    }
}
