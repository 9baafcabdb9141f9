package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which failures matter to the configuration of which clusters: those of the control planes they list, of API servers, links and
 * certificate authorities.
 */
final class ControlHazards {

    private final Map<Failure, List<ControlPlane>> controlPlanes = new HashMap<>();
    private final Map<ControlPlane, List<Cluster>> configured = new HashMap<>();
    private final Map<String, Cluster> members = new HashMap<>();

    /** The clusters that links matter to which begin at a cluster or network: there it is, or what configures it. */
    private final Map<String, Set<Cluster>> bySource = new HashMap<>();

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
        controlPlane
                .mesh()
                .rootSignedBy(controlPlane)
                .name()
                .ifPresent(root -> all.add(new Failure(FailureKind.CERTIFICATE_AUTHORITY, root)));
        all.forEach(failure ->
                controlPlanes.computeIfAbsent(failure, key -> new ArrayList<>()).add(controlPlane));
    }

    private void add(Cluster cluster) {
        members.put(cluster.name(), cluster);
        addSource(cluster, cluster);
        cluster.controlPlanes().forEach(each -> each.cluster().ifPresent(host -> addSource(host, cluster)));
        cluster.controlPlanes()
                .forEach(each -> configured
                        .computeIfAbsent(each, key -> new ArrayList<>())
                        .add(cluster));
    }

    private void addSource(Cluster place, Cluster member) {
        Place.of(place)
                .names()
                .forEach(name -> bySource.computeIfAbsent(name, key -> new LinkedHashSet<>())
                        .add(member));
    }

    /** The clusters of meshes that some failures matter to, by name. */
    List<Cluster> clustersOf(Collection<Failure> failures) {
        Set<Cluster> clusters = new LinkedHashSet<>();
        for (Failure failure : failures) {
            Cluster member = failure.kind() == FailureKind.API_SERVER ? members.get(failure.name()) : null;
            if (member != null) {
                clusters.add(member);
            }
            if (failure.kind() == FailureKind.LINK) {
                Links.startsOf(failure.name())
                        .forEach(start -> clusters.addAll(bySource.getOrDefault(start, Set.of())));
            }
            controlPlanes
                    .getOrDefault(failure, List.of())
                    .forEach(each -> clusters.addAll(configured.getOrDefault(each, List.of())));
        }
        return clusters.stream().sorted(Comparator.comparing(Cluster::name)).toList();
    }
}
