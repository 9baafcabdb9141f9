package dev.sailplan.rule.tenancy;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Tenancy;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps tenants from the isolation they require: one conflict for each thing they share. Sharing a mesh explains that its
 * clusters are shared, and sharing a cluster that its control planes are.
 *
 * <p>Namespace tenants are left out as those that require it, since they never have it.
 */
final class Isolation {

    private final Topology topology;
    private final Occupancy occupancy;
    private final Map<Tenant, Tenancy> required;
    private final Map<Mesh, Set<Tenant>> owners = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private Isolation(Topology topology, Map<Tenant, Tenancy> required) {
        this.topology = topology;
        this.occupancy = Occupancy.of(topology);
        this.required = required;
        topology.tenants()
                .forEach(tenant -> tenant.meshes()
                        .forEach(mesh -> owners.computeIfAbsent(mesh, key -> new LinkedHashSet<>())
                                .add(tenant)));
        topology.meshes().forEach(this::judge);
        topology.clusters().forEach(this::judge);
        topology.controlPlanes().forEach(this::judge);
    }

    /** Empty if no tenant requires more than its namespaces. */
    static Optional<Isolation> of(Topology topology) {
        Map<Tenant, Tenancy> required = new LinkedHashMap<>();
        for (Tenant tenant : topology.tenants()) {
            Requirement.of(tenant, topology)
                    .filter(it -> it.isBeyondNamespaces() && tenant.tenancy() != Tenancy.NAMESPACE)
                    .ifPresent(it -> required.put(tenant, it.isolation()));
        }
        return required.isEmpty() ? Optional.empty() : Optional.of(new Isolation(topology, required));
    }

    /** For each thing that is shared one, in document order of meshes, then of clusters, then of control planes. */
    List<Conflict> conflicts() {
        return Collections.unmodifiableList(conflicts);
    }

    private boolean requires(Tenant tenant, Tenancy isolation) {
        return required.get(tenant) == isolation;
    }

    private void judge(Mesh mesh) {
        Sharing ofAll = Sharing.among(occupancy.in(mesh), tenant -> requires(tenant, Tenancy.MESH), Set::of);
        if (ofAll.isAny()) {
            conflicts.add(new Conflict(mesh, Tenancy.MESH, ofAll));
        }
        Sharing ofOwners = Sharing.among(ownersOf(mesh), tenant -> requires(tenant, Tenancy.CLUSTER), tenant -> {
            Set<Tenant> explained = new HashSet<>(ofAll.objecting());
            explained.add(tenant);
            return explained;
        });
        if (ofOwners.isAny()) {
            conflicts.add(new Conflict(mesh, Tenancy.CLUSTER, ofOwners));
        }
    }

    private Set<Tenant> ownersOf(Mesh mesh) {
        return owners.getOrDefault(mesh, Set.of());
    }

    private void judge(Cluster cluster) {
        boolean inMesh = cluster.mesh().isPresent();
        Set<Tenant> ofMesh = cluster.mesh().map(this::ownersOf).orElse(Set.of());
        Sharing sharing = Sharing.among(
                occupancy.in(cluster),
                tenant -> requires(tenant, Tenancy.CLUSTER) || (requires(tenant, Tenancy.MESH) && !inMesh),
                tenant -> ofMesh.contains(tenant) ? ofMesh : Set.of(tenant));
        if (sharing.isAny()) {
            conflicts.add(new Conflict(cluster, Tenancy.CLUSTER, sharing));
        }
    }

    private void judge(ControlPlane controlPlane) {
        Set<Set<Tenant>> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        controlPlane.servedClusters().stream().map(occupancy::in).forEach(parts::add);
        if (parts.size() < 2) {
            return;
        }
        Map<Tenant, List<Set<Tenant>>> partsOf = new LinkedHashMap<>();
        for (Cluster cluster : controlPlane.servedClusters()) {
            Set<Tenant> part = occupancy.in(cluster);
            if (parts.remove(part)) {
                part.forEach(tenant -> partsOf.computeIfAbsent(tenant, key -> new ArrayList<>())
                        .add(part));
            }
        }
        Set<Mesh> meshes = meshesOf(controlPlane);
        Sharing sharing = Sharing.among(partsOf.keySet(), required::containsKey, tenant -> {
            Set<Tenant> explained = new HashSet<>();
            partsOf.getOrDefault(tenant, List.of()).forEach(explained::addAll);
            if (requires(tenant, Tenancy.MESH)) {
                meshes.stream()
                        .map(occupancy::in)
                        .filter(part -> part.contains(tenant))
                        .forEach(explained::addAll);
            }
            return explained;
        });
        if (sharing.isAny()) {
            conflicts.add(new Conflict(controlPlane, Tenancy.CLUSTER, sharing));
        }
    }

    private static Set<Mesh> meshesOf(ControlPlane controlPlane) {
        Set<Mesh> meshes = new LinkedHashSet<>();
        controlPlane.servedClusters().forEach(cluster -> cluster.mesh().ifPresent(meshes::add));
        return meshes;
    }

    /** The facts without which further clusters may be shared. */
    Set<Pointer> unknown() {
        Set<Pointer> needs = new LinkedHashSet<>();
        if (topology.meshes().stream()
                .anyMatch(mesh -> !occupancy.possiblyElsewhereIn(mesh).isEmpty())) {
            exposed().forEach((tenant, meshes) -> {
                Set<Tenant> known = partnersOf(tenant);
                for (Mesh mesh : meshes) {
                    occupancy.possiblyElsewhereIn(mesh).forEach((other, facts) -> {
                        if (other.equals(tenant) ? mayMeetOthers(mesh, known) : !known.contains(other)) {
                            needs.addAll(facts);
                        }
                    });
                }
            });
        }
        return needs;
    }

    /** Whether workloads anywhere in a mesh may run beside those of a tenant that is not known yet. */
    private boolean mayMeetOthers(Mesh mesh, Set<Tenant> known) {
        return !known.containsAll(occupancy.possiblyElsewhereIn(mesh).keySet())
                || mesh.clusters().stream().anyMatch(cluster -> !known.containsAll(occupancy.in(cluster)));
    }

    /** For each tenant that requires isolation, the meshes in which its clusters and their control planes serve. */
    private Map<Tenant, Set<Mesh>> exposed() {
        Map<ControlPlane, Set<Mesh>> served = new HashMap<>();
        topology.controlPlanes().forEach(controlPlane -> served.put(controlPlane, meshesOf(controlPlane)));
        Map<Tenant, Set<Mesh>> exposed = new LinkedHashMap<>();
        for (Cluster cluster : topology.clusters()) {
            Set<Mesh> meshes = new LinkedHashSet<>();
            cluster.mesh().ifPresent(meshes::add);
            cluster.controlPlanes().forEach(server -> meshes.addAll(served.getOrDefault(server, Set.of())));
            occupancy.in(cluster).stream()
                    .filter(required::containsKey)
                    .forEach(tenant -> exposed.computeIfAbsent(tenant, key -> new LinkedHashSet<>())
                            .addAll(meshes));
        }
        return exposed;
    }

    /** A tenant and those of which it is already said that it is not isolated from them. */
    Set<Tenant> partnersOf(Tenant tenant) {
        Set<Tenant> partners = new HashSet<>(Set.of(tenant));
        for (Conflict conflict : conflicts) {
            Sharing sharing = conflict.sharing();
            if (sharing.objecting().contains(tenant)) {
                partners.addAll(sharing.tenants());
            } else if (sharing.tenants().contains(tenant)) {
                partners.addAll(sharing.objecting());
            }
        }
        return partners;
    }
}
