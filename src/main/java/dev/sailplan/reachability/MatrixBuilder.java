package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.EndpointView.Verdict;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Tenant;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Works out a {@link Matrix} in one pass over the services.
 *
 * <p>Clusters that are alike in all that calls depend on form a class, and one of them answers for all that have nothing of the
 * service themselves. What is kept of a row is a bit for each cluster.
 */
final class MatrixBuilder {

    /**
     * What calls from a cluster depend on, besides what the service has in it.
     *
     * @param router stands for the network filter and for what the control plane reads
     * @param watcher the control plane if it is not one of the cluster itself, which reads what the cluster does
     * @param alone the cluster, if links or blocked traffic name it
     */
    private record Kind(
            @Nullable Router router,
            @Nullable ControlPlane watcher,
            @Nullable String meshOfWatcher,
            Identity identity,
            Set<Tenant> tenants,
            boolean dnsProxy,
            boolean ambient,
            boolean multiclusterHeadless,
            String istioNamespace,
            @Nullable Cluster alone) {}

    /** What clients see. */
    private record Sighting(Verdict verdict, Set<Reason> reasons) {}

    private final Topology topology;
    private final Terrain terrain;
    private final BlockedCalls blocked;
    private final List<Cluster> clusters;
    private final List<Caller> callers = new ArrayList<>();
    private final Map<Kind, BitSet> classes = new LinkedHashMap<>();
    private final Set<Pointer> assumed = new TreeSet<>();
    private List<Target> kinds = List.of();

    MatrixBuilder(Topology topology, Terrain terrain, BlockedCalls blocked) {
        this.topology = topology;
        this.terrain = terrain;
        this.blocked = blocked;
        this.clusters = topology.clusters();
        for (Cluster cluster : clusters) {
            Caller caller = terrain.callerOf(
                    Client.of(cluster), cluster.firstControlPlane().orElse(null));
            callers.add(caller);
            if (cluster.mesh().isPresent()) {
                classes.computeIfAbsent(kindOf(caller), kind -> new BitSet()).set(terrain.numberOf(cluster));
            }
        }
    }

    private Kind kindOf(Caller caller) {
        Cluster cluster = caller.cluster();
        ControlPlane watcher = caller.watcher();
        boolean own = watcher != null
                && isOnly(watcher.ownCluster().asOptional(), cluster)
                && isOnly(watcher.configCluster().asOptional(), cluster);
        boolean named = blocked.concerns(cluster) || topology.links().startAt(cluster);
        return new Kind(
                terrain.routerFor(caller, null),
                own ? null : watcher,
                watcher == null ? null : watcher.mesh().name(),
                caller.identity().essential(),
                caller.tenants(),
                cluster.isDnsProxy(),
                caller.client().ambient(),
                watcher != null && watcher.isMulticlusterHeadless(),
                cluster.istioNamespace(),
                named ? cluster : null);
    }

    private static boolean isOnly(Optional<Cluster> known, Cluster cluster) {
        return known.filter(cluster::equals).isPresent();
    }

    Matrix build() {
        Map<Map<Sighting, BitSet>, List<Service>> rows = new LinkedHashMap<>();
        for (Service service : topology.services()) {
            rows.computeIfAbsent(sightingsOf(service), key -> new ArrayList<>()).add(service);
        }
        List<Matrix.Row> listed = new ArrayList<>();
        rows.forEach((cells, services) ->
                listed.add(new Matrix.Row(Collections.unmodifiableList(services), cellsOf(cells))));
        return new Matrix(listed, List.copyOf(assumed));
    }

    private Map<Sighting, BitSet> sightingsOf(Service service) {
        if (!service.workloads().isKnown()) {
            assumed.add(service.workloads().at());
        }
        Offered offered = terrain.offered(service);
        kinds = offered.kinds();
        Map<Sighting, BitSet> sightings = new LinkedHashMap<>();
        BitSet involved = involvedIn(service);
        for (BitSet kind : classes.values()) {
            BitSet others = (BitSet) kind.clone();
            others.andNot(involved);
            if (!others.isEmpty()) {
                add(sightings, look(offered, others.nextSetBit(0)), others);
            }
            if (kind.intersects(involved)) {
                kind.stream().filter(involved::get).forEach(number -> {
                    BitSet alone = new BitSet();
                    alone.set(number);
                    add(sightings, look(offered, number), alone);
                });
            }
        }
        return sightings;
    }

    private static void add(Map<Sighting, BitSet> sightings, Sighting sighting, BitSet clients) {
        sightings.computeIfAbsent(sighting, key -> new BitSet()).or(clients);
    }

    /** The clusters that have something of the service. */
    private BitSet involvedIn(Service service) {
        Set<Cluster> involved = new LinkedHashSet<>(service.statedObjects().keySet());
        involved.addAll(service.serviceEntries());
        service.workloads().orElse(List.of()).forEach(workload -> involved.add(workload.cluster()));
        BitSet numbers = new BitSet();
        involved.forEach(cluster -> numbers.set(terrain.numberOf(cluster)));
        return numbers;
    }

    private Sighting look(Offered offered, int client) {
        Caller caller = callers.get(client);
        Naming naming = new Naming(caller, offered);
        Judgement resolves = naming.resolves();
        assumed.addAll(resolves.needs());
        if (!naming.isTaken()) {
            return new Sighting(Verdict.UNREACHABLE, EnumSet.of(Reason.NAME_DOES_NOT_RESOLVE));
        }
        Passages passages = new Passages(terrain, caller, offered, null, Outage.NONE);
        Tally tally = new Tally();
        for (Target target : kinds) {
            ViewAssembly.tally(passages.to(target), passages, blocked, tally);
        }
        assumed.addAll(passages.assumed());
        return new Sighting(tally.verdict(true), tally.reasons());
    }

    private List<Matrix.Cell> cellsOf(Map<Sighting, BitSet> sightings) {
        return sightings.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        (one, other) -> Integer.compare(one.nextSetBit(0), other.nextSetBit(0))))
                .map(entry -> new Matrix.Cell(
                        clusters,
                        entry.getValue(),
                        entry.getKey().verdict(),
                        entry.getKey().reasons()))
                .toList();
    }
}
