package dev.sailplan.rule.tenancy;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tenants are in which clusters and meshes: by what they list, and by the services of their namespaces.
 *
 * <p>Clusters and meshes with the same tenants have the same set of them.
 */
final class Occupancy {

    /** Everything of one namespace in one mesh. */
    private record Home(String namespace, @Nullable Mesh mesh) {}

    /** Where the services of a namespace run, and those of which that is not known. */
    private static final class Running {
        private final Set<Cluster> clusters = new LinkedHashSet<>();
        private final List<Pointer> unknown = new ArrayList<>();
    }

    private final Map<Mesh, Set<Tenant>> inMeshes = new HashMap<>();
    private final Map<Cluster, Set<Tenant>> inClusters = new HashMap<>();
    private final Map<Mesh, Map<Tenant, List<Pointer>>> unknown = new HashMap<>();

    private Occupancy() {}

    static Occupancy of(Topology topology) {
        Occupancy occupancy = new Occupancy();
        topology.tenants().forEach(occupancy::addListed);
        occupancy.addServices(topology);
        if (topology.meshes().size() == 1) {
            occupancy.addUnplaced(topology.tenants(), topology.meshes().get(0));
        }
        topology.meshes().stream()
                .filter(mesh -> mesh.clusters().size() == 1)
                .forEach(mesh -> occupancy
                        .in(mesh)
                        .forEach(tenant -> occupancy.add(tenant, mesh.clusters().get(0))));
        occupancy.share(occupancy.inMeshes);
        occupancy.share(occupancy.inClusters);
        return occupancy;
    }

    private void addListed(Tenant tenant) {
        for (Mesh mesh : tenant.meshes()) {
            add(tenant, mesh);
            mesh.clusters().forEach(cluster -> add(tenant, cluster));
        }
        for (Cluster cluster : tenant.clusters()) {
            add(tenant, cluster);
            cluster.mesh().ifPresent(mesh -> add(tenant, mesh));
        }
    }

    private void addServices(Topology topology) {
        Map<String, Set<Tenant>> claims = new HashMap<>();
        for (Tenant tenant : topology.tenants()) {
            tenant.namespaces()
                    .forEach(namespace -> claims.computeIfAbsent(namespace, key -> new LinkedHashSet<>())
                            .add(tenant));
        }
        Map<Home, Running> homes = new LinkedHashMap<>();
        for (Service service : topology.services()) {
            if (claims.containsKey(service.namespace())) {
                Home home = new Home(service.namespace(), service.mesh().orElse(null));
                Running running = homes.computeIfAbsent(home, key -> new Running());
                Fact<List<Workload>> workloads = service.workloads();
                workloads.orElse(List.of()).forEach(workload -> running.clusters.add(workload.cluster()));
                if (!workloads.isKnown()) {
                    running.unknown.add(workloads.at());
                }
            }
        }
        homes.forEach((home, running) -> claims.getOrDefault(home.namespace(), Set.of()).stream()
                .filter(tenant -> tenant.owns(home.namespace(), home.mesh()))
                .forEach(tenant -> addHome(tenant, home.mesh(), running)));
    }

    private void addHome(Tenant tenant, @Nullable Mesh mesh, Running running) {
        running.clusters.forEach(cluster -> add(tenant, cluster));
        if (mesh != null) {
            add(tenant, mesh);
            if (!running.unknown.isEmpty()) {
                unknown.computeIfAbsent(mesh, key -> new LinkedHashMap<>())
                        .computeIfAbsent(tenant, key -> new ArrayList<>())
                        .addAll(running.unknown);
            }
        }
    }

    /** Namespaces of a tenant that says nothing else are in the only mesh there is. */
    private void addUnplaced(List<Tenant> tenants, Mesh only) {
        tenants.stream()
                .filter(tenant -> !tenant.namespaces().isEmpty()
                        && tenant.meshes().isEmpty()
                        && tenant.clusters().isEmpty())
                .forEach(tenant -> add(tenant, only));
    }

    private void add(Tenant tenant, Mesh mesh) {
        inMeshes.computeIfAbsent(mesh, key -> new LinkedHashSet<>()).add(tenant);
    }

    private void add(Tenant tenant, Cluster cluster) {
        inClusters.computeIfAbsent(cluster, key -> new LinkedHashSet<>()).add(tenant);
    }

    private <T> void share(Map<T, Set<Tenant>> places) {
        Map<Set<Tenant>, Set<Tenant>> known = new HashMap<>();
        places.replaceAll((place, tenants) -> known.computeIfAbsent(tenants, key -> tenants));
    }

    Set<Tenant> in(Mesh mesh) {
        return inMeshes.getOrDefault(mesh, Set.of());
    }

    Set<Tenant> in(Cluster cluster) {
        return inClusters.getOrDefault(cluster, Set.of());
    }

    /** The tenants that may be in further clusters of a mesh, with the facts that would settle it. */
    Map<Tenant, List<Pointer>> possiblyElsewhereIn(Mesh mesh) {
        return unknown.getOrDefault(mesh, Map.of());
    }
}
