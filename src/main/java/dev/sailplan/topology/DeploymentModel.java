package dev.sailplan.topology;

import dev.sailplan.document.Tenancy;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kind of deployment a topology is, in the dimensions of Istio's "Deployment Models".
 *
 * @param clusters single, multiple; those in a mesh
 * @param networks single, multiple; those of clusters and workloads in a mesh
 * @param controlPlane none, single, shared, multi-primary, external, mixed
 * @param meshes single, multi
 * @param identity common-root, several-roots, federated, unknown
 * @param tenancy namespace, cluster, mesh, mixed, none
 * @param roles the role of every cluster, by name in document order
 */
public record DeploymentModel(
        String clusters,
        String networks,
        String controlPlane,
        String meshes,
        String identity,
        String tenancy,
        Map<String, String> roles) {

    private static final String MIXED = "mixed";

    static DeploymentModel of(Topology topology) {
        List<Cluster> inMeshes = topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent())
                .toList();
        return new DeploymentModel(
                inMeshes.size() > 1 ? "multiple" : "single",
                networksOf(topology, inMeshes).size() > 1 ? "multiple" : "single",
                common(topology.meshes().stream().map(DeploymentModel::controlPlaneOf), "none"),
                topology.meshes().size() > 1 ? "multi" : "single",
                identityOf(topology),
                common(topology.tenants().stream().map(Tenant::tenancy).map(Tenancy::toString), "none"),
                rolesOf(topology));
    }

    private static Set<Network> networksOf(Topology topology, List<Cluster> inMeshes) {
        Set<Network> networks = new HashSet<>();
        inMeshes.forEach(cluster -> cluster.network().ifPresent(networks::add));
        for (Service service : topology.services()) {
            for (Workload workload : service.workloads().orElse(List.of())) {
                workload.network()
                        .filter(it -> workload.cluster().mesh().isPresent())
                        .ifPresent(networks::add);
            }
        }
        return networks;
    }

    private static String controlPlaneOf(Mesh mesh) {
        List<ControlPlane> all = mesh.controlPlanes();
        if (all.isEmpty()) {
            return "none";
        }
        if (all.stream().allMatch(ControlPlane::isExternal)) {
            return "external";
        }
        if (all.stream().anyMatch(ControlPlane::isExternal)) {
            return MIXED;
        }
        return internalOf(mesh);
    }

    private static String internalOf(Mesh mesh) {
        long hosts = mesh.controlPlanes().stream()
                .map(ControlPlane::cluster)
                .distinct()
                .count();
        boolean servesRemote =
                mesh.clusters().stream().anyMatch(cluster -> cluster.role().isRemote());
        if (hosts > 1) {
            return servesRemote ? MIXED : "multi-primary";
        }
        long served = mesh.controlPlanes().stream()
                .flatMap(controlPlane -> controlPlane.servedClusters().stream())
                .distinct()
                .count();
        return served > 1 ? "shared" : "single";
    }

    private static String identityOf(Topology topology) {
        Set<TrustRoot> roots = new LinkedHashSet<>();
        for (Mesh mesh : topology.meshes()) {
            roots.addAll(mesh.rootsInUse());
        }
        Set<Optional<Boolean>> comparisons = comparisonsOf(List.copyOf(roots));
        if (comparisons.contains(Optional.<Boolean>empty())) {
            return "unknown";
        }
        if (!comparisons.contains(Optional.of(false))) {
            return roots.isEmpty() ? "unknown" : "common-root";
        }
        boolean oneRootEach =
                topology.meshes().stream().allMatch(mesh -> mesh.rootsInUse().size() == 1);
        boolean allFederated =
                topology.meshes().stream().noneMatch(mesh -> mesh.peers().isEmpty());
        return oneRootEach && allFederated ? "federated" : "several-roots";
    }

    /** Each root compared with the first, and the first with itself: enough, as equality is transitive. */
    private static Set<Optional<Boolean>> comparisonsOf(List<TrustRoot> roots) {
        if (roots.size() == 1 && roots.get(0) instanceof TrustRoot.Undisclosed) {
            return Set.of(roots.get(0).isSameAs(roots.get(0)));
        }
        return roots.stream().map(root -> root.isSameAs(roots.get(0))).collect(Collectors.toSet());
    }

    private static String common(Stream<String> words, String none) {
        Set<String> distinct = words.collect(Collectors.toSet());
        if (distinct.isEmpty()) {
            return none;
        }
        return distinct.size() == 1 ? distinct.iterator().next() : MIXED;
    }

    private static Map<String, String> rolesOf(Topology topology) {
        Map<String, String> roles = new LinkedHashMap<>();
        topology.clusters()
                .forEach(cluster -> roles.put(cluster.name(), cluster.role().toString()));
        return Collections.unmodifiableMap(roles);
    }
}
