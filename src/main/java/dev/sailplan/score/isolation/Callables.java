package dev.sailplan.score.isolation;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Federation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services as parties call them: whose they are, where they run and to which clusters they are offered. */
final class Callables {

    /**
     * What decides who can call a service.
     *
     * @param owners the parties it certainly belongs to
     * @param possibleOwners those, and others it may belong to
     * @param running the clusters it certainly runs in
     * @param possiblyRunning those, and others it may run in
     * @param offering the clusters whose endpoints certainly leave them
     * @param possiblyOffering those, and others
     * @param secluded the service itself, if the client decides, too, whether endpoints of other clusters are hidden from it
     * @param importing the clusters in other meshes to which it is exported by name
     * @param allowed the parties it lists; null if it lists none at all
     * @param denies whether its owners certainly deny calls that are not listed
     * @param mayDeny whether they may
     */
    record Callable(
            BitSet owners,
            BitSet possibleOwners,
            BitSet running,
            BitSet possiblyRunning,
            BitSet offering,
            BitSet possiblyOffering,
            @Nullable Service secluded,
            BitSet importing,
            @Nullable BitSet allowed,
            boolean denies,
            boolean mayDeny) {}

    /** Services that are alike to every caller. */
    record Alike(Callable terms, List<Service> services) {

        int size() {
            return services.size();
        }

        /** The facts that are unknown of them. */
        List<Pointer> unknown() {
            boolean asksForExports = !terms.offering().equals(terms.possiblyOffering());
            List<Pointer> unknown = new ArrayList<>();
            for (Service service : services) {
                if (!service.workloads().isKnown()) {
                    unknown.add(service.workloads().at());
                }
                if (asksForExports && !service.exportedIn().isKnown()) {
                    unknown.add(service.exportedIn().at());
                }
            }
            return unknown;
        }
    }

    private final Parties parties;
    private final Reachability reachability;
    private final boolean anyHosts;
    private final boolean anyAmbient;
    private final Map<String, BitSet> byNamespace = new HashMap<>();
    private final Map<Mesh, BitSet> byMesh = new HashMap<>();
    private final Map<Cluster, BitSet> byCluster = new HashMap<>();
    private final Map<Tenant, Integer> numbers = new HashMap<>();
    private final Map<Mesh, Map<String, Set<Mesh>>> exports = new HashMap<>();

    private Callables(Parties parties, Reachability reachability) {
        this.parties = parties;
        this.reachability = reachability;
        List<Mesh> meshes = reachability.topology().meshes();
        this.anyHosts =
                meshes.stream().anyMatch(mesh -> !mesh.clusterLocalHosts().isEmpty() || mesh.isMcsClusterLocal());
        this.anyAmbient = reachability.topology().clusters().stream()
                .anyMatch(cluster -> cluster.dataPlane() == DataPlane.AMBIENT);
        for (int number = 0; number < parties.all().size(); number++) {
            add(parties.all().get(number), number);
        }
        meshes.forEach(mesh -> exports.put(mesh, exportsOf(mesh)));
    }

    static List<Alike> of(Parties parties, Reachability reachability) {
        Callables callables = new Callables(parties, reachability);
        Map<Callable, List<Service>> alike = new LinkedHashMap<>();
        for (Service service : reachability.topology().services()) {
            alike.computeIfAbsent(callables.callable(service), key -> new ArrayList<>())
                    .add(service);
        }
        return alike.entrySet().stream()
                .map(entry -> new Alike(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void add(Party party, int number) {
        if (party.element() instanceof Tenant tenant) {
            numbers.put(tenant, number);
            tenant.namespaces().forEach(namespace -> mark(namespace, number, byNamespace));
            tenant.meshes().forEach(mesh -> mark(mesh, number, byMesh));
            tenant.clusters().forEach(cluster -> mark(cluster, number, byCluster));
        } else if (party.element() instanceof Cluster cluster) {
            mark(cluster, number, byCluster);
        }
    }

    private static <T> void mark(T thing, int number, Map<T, BitSet> owners) {
        owners.computeIfAbsent(thing, key -> new BitSet()).set(number);
    }

    private static Map<String, Set<Mesh>> exportsOf(Mesh mesh) {
        Map<String, Set<Mesh>> exported = new HashMap<>();
        for (Federation federation : mesh.federations()) {
            federation
                    .exports()
                    .forEach(name -> exported.computeIfAbsent(name, key -> new HashSet<>())
                            .add(federation.mesh()));
        }
        return exported;
    }

    private Callable callable(Service service) {
        Fact<List<Workload>> workloads = service.workloads();
        Set<Cluster> running = new HashSet<>();
        workloads.orElse(List.of()).forEach(workload -> running.add(workload.cluster()));
        Set<Cluster> possible = new HashSet<>(running);
        if (!workloads.isKnown()) {
            service.mesh().ifPresent(mesh -> possible.addAll(mesh.clusters()));
        }
        BitSet owners = ownersOf(service, running);
        BitSet possibleOwners = ownersOf(service, possible);
        boolean secluded = mayBeSecluded(service) && reachability.mayBeClusterLocal(service);
        return new Callable(
                owners,
                possibleOwners,
                setOf(running),
                setOf(possible),
                setOf(offered(service, running, false)),
                setOf(offered(service, possible, true)),
                secluded ? service : null,
                setOf(importing(service)),
                allowedBy(service),
                denies(owners, false),
                denies(possibleOwners, true));
    }

    private BitSet setOf(Collection<Cluster> clusters) {
        return parties.ground().clusters().setOf(clusters);
    }

    private BitSet ownersOf(Service service, Set<Cluster> running) {
        BitSet owners = new BitSet();
        byNamespace.getOrDefault(service.namespace(), new BitSet()).stream()
                .filter(number -> parties.all().get(number).element() instanceof Tenant tenant
                        && tenant.owns(service.namespace(), service.mesh().orElse(null)))
                .forEach(owners::set);
        service.mesh().ifPresent(mesh -> owners.or(byMesh.getOrDefault(mesh, new BitSet())));
        running.forEach(cluster -> owners.or(byCluster.getOrDefault(cluster, new BitSet())));
        return owners;
    }

    /** The clusters whose endpoints leave them, as far as scopes and the exports of MCS discovery decide. */
    private static Set<Cluster> offered(Service service, Set<Cluster> running, boolean possible) {
        Set<Cluster> offered = new HashSet<>(running);
        offered.removeIf(cluster -> service.scopeIn(cluster) == ServiceScope.CLUSTER_LOCAL);
        boolean exports = service.mesh()
                .filter(mesh -> mesh.isMcsDiscovery() && !mesh.isMcsAutoExport())
                .isPresent();
        Fact<Set<Cluster>> exported = service.exportedIn();
        if (exports && (exported.isKnown() || !possible)) {
            offered.retainAll(exported.orElse(Set.of()));
        }
        return offered;
    }

    /** Spares the search for patterns that match where there are none. */
    private boolean mayBeSecluded(Service service) {
        boolean byIstio = service.namespace().equals("kube-system")
                || service.shortName().equals("kubernetes")
                || service.shortName().equals("istiod");
        return byIstio
                || anyHosts
                || anyAmbient
                || service.scope().isPresent()
                || !service.statedObjects().isEmpty();
    }

    private Set<Cluster> importing(Service service) {
        Set<Mesh> meshes = service.mesh()
                .map(mesh -> exports.getOrDefault(mesh, Map.of())
                        .getOrDefault(service.namespace() + "/" + service.shortName(), Set.of()))
                .orElse(Set.of());
        Set<Cluster> importing = new HashSet<>(service.serviceEntries());
        importing.removeIf(cluster -> cluster.mesh().filter(meshes::contains).isEmpty()
                || cluster.mesh().equals(service.mesh()));
        return importing;
    }

    /** Between clusters, what tenants allow says nothing. */
    private @Nullable BitSet allowedBy(Service service) {
        if (!parties.areTenants() || service.allowedTenants().isEmpty()) {
            return null;
        }
        BitSet allowed = new BitSet();
        service.allowedTenants().get().forEach(tenant -> allowed.set(numbers.getOrDefault(tenant, 0)));
        return allowed;
    }

    private boolean denies(BitSet owners, boolean possible) {
        return owners.stream()
                .mapToObj(number -> parties.all().get(number).element())
                .anyMatch(owner ->
                        owner instanceof Tenant tenant && tenant.isDefaultDeny().orElse(possible));
    }
}
