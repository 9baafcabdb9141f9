package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Traffic;
import dev.sailplan.topology.Traffic.End;
import dev.sailplan.topology.Traffic.OfCluster;
import dev.sailplan.topology.Traffic.OfNamespace;
import dev.sailplan.topology.Traffic.OfService;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who consumes which service.
 *
 * <p>A service is consumed by the declared traffic to it; in a document that declares none that is allowed, by every cluster in
 * which the service is defined. A consumer uses every endpoint it is served, remote ones beside local ones too.
 */
public final class Consumption {

    /**
     * A cluster whose workloads call a service.
     *
     * @param cluster where they run
     * @param only the cluster whose endpoints they call, null if any
     */
    public record Consumer(Cluster cluster, @Nullable Cluster only) {

        /** Whether it calls endpoints in a cluster. */
        public boolean asksFor(Cluster server) {
            return only == null || only.equals(server);
        }
    }

    /**
     * What one declaration of traffic covers: every caller calls every service.
     *
     * @param clients the callers that are known
     * @param services the services that are called
     * @param only the cluster whose endpoints are called, null if any
     * @param unknown the facts without which there may be further callers
     */
    public record Calls(
            List<Client> clients,
            List<Service> services,
            @Nullable Cluster only,
            List<Pointer> unknown) {}

    /** Who calls what one declaration of traffic covers. */
    private record Callers(
            Set<Cluster> clusters,
            List<Pointer> unknown,
            @Nullable Cluster only) {}

    private final boolean declared;
    private final Map<Service, List<Callers>> callers = new HashMap<>();
    private final Map<Service, Set<Cluster>> blockedCallers = new HashMap<>();
    private final List<Service> services;
    private final List<Cluster> clusters;

    /** Many declarations name few clusters and namespaces, and each is looked for among all services once. */
    private final Map<End, List<Service>> targets = new ConcurrentHashMap<>();

    private volatile @Nullable Map<Cluster, List<Service>> byCluster;

    private Consumption(Topology topology) {
        this.services = topology.services();
        this.clusters = topology.clusters();
        this.declared = topology.traffic().stream().anyMatch(traffic -> !traffic.blocked());
        for (Traffic traffic : topology.traffic()) {
            if (traffic.blocked()) {
                block(traffic);
            } else {
                allow(traffic);
            }
        }
    }

    public static Consumption of(Topology topology) {
        return new Consumption(topology);
    }

    private void allow(Traffic traffic) {
        List<Pointer> unknown = new ArrayList<>();
        Callers all = new Callers(sourcesOf(traffic.from(), unknown), unknown, onlyOf(traffic));
        targetsOf(traffic.to())
                .forEach(service -> callers.computeIfAbsent(service, key -> new ArrayList<>())
                        .add(all));
    }

    private static @Nullable Cluster onlyOf(Traffic traffic) {
        return traffic.to() instanceof OfCluster target ? target.cluster() : null;
    }

    private void block(Traffic traffic) {
        if (traffic.from() instanceof OfCluster source && !(traffic.to() instanceof OfCluster)) {
            targetsOf(traffic.to())
                    .forEach(service -> blockedCallers
                            .computeIfAbsent(service, key -> new HashSet<>())
                            .add(source.cluster()));
        }
    }

    private Set<Cluster> sourcesOf(End from, List<Pointer> unknown) {
        if (from instanceof OfCluster source) {
            return Set.of(source.cluster());
        }
        Set<Cluster> clusters = new LinkedHashSet<>();
        targetsOf(from).forEach(service -> {
            Fact<List<Workload>> workloads = service.workloads();
            if (!workloads.isKnown()) {
                unknown.add(workloads.at());
            }
            workloads.orElse(List.of()).forEach(workload -> clusters.add(workload.cluster()));
        });
        return clusters;
    }

    private List<Service> targetsOf(End end) {
        return end instanceof OfService target
                ? List.of(target.service())
                : targets.computeIfAbsent(end, this::findTargets);
    }

    private List<Service> findTargets(End end) {
        return end instanceof OfCluster target
                ? servicesByCluster().getOrDefault(target.cluster(), List.of())
                : services.stream()
                        .filter(((OfNamespace) end)::contains)
                        .filter(Consumption::mayHaveWorkloads)
                        .toList();
    }

    /** The services that run in each cluster, or may, in document order. */
    private Map<Cluster, List<Service>> servicesByCluster() {
        Map<Cluster, List<Service>> found = byCluster;
        if (found == null) {
            found = new HashMap<>();
            for (Service service : services) {
                Set<Cluster> places = new LinkedHashSet<>();
                service.workloads().orElse(List.of()).forEach(workload -> places.add(workload.cluster()));
                for (Cluster place : service.workloads().isKnown() ? places : clusters) {
                    found.computeIfAbsent(place, key -> new ArrayList<>()).add(service);
                }
            }
            byCluster = found;
        }
        return found;
    }

    private static boolean mayHaveWorkloads(Service service) {
        return !service.workloads().isKnown() || !service.workloads().get().isEmpty();
    }

    /** The calls that a declaration covers, allowed or blocked. A source that is a cluster calls without a namespace. */
    public Calls callsOf(Traffic traffic) {
        List<Pointer> unknown = new ArrayList<>();
        Set<Cluster> sources = sourcesOf(traffic.from(), unknown);
        String namespace = namespaceOf(traffic.from());
        return new Calls(
                sources.stream()
                        .map(cluster -> Client.of(cluster).inNamespace(namespace))
                        .toList(),
                targetsOf(traffic.to()),
                onlyOf(traffic),
                unknown);
    }

    private static @Nullable String namespaceOf(End from) {
        if (from instanceof OfService source) {
            return source.service().namespace();
        }
        return from instanceof OfNamespace source ? source.namespace() : null;
    }

    /** The clusters known to call a service, each once for each cluster it calls it in. */
    public Set<Consumer> consumersOf(Service service) {
        Set<Consumer> consumers = new LinkedHashSet<>();
        if (declared) {
            for (Callers all : callers.getOrDefault(service, List.of())) {
                all.clusters().forEach(cluster -> consumers.add(new Consumer(cluster, all.only())));
            }
        } else {
            service.definedIn().orElse(Set.of()).forEach(cluster -> consumers.add(new Consumer(cluster, null)));
        }
        Set<Cluster> stopped = blockedCallers.getOrDefault(service, Set.of());
        consumers.removeIf(consumer -> stopped.contains(consumer.cluster()));
        return consumers;
    }

    /** The facts without which there may be further consumers of a service. */
    public List<Pointer> unknownConsumersOf(Service service) {
        if (!declared) {
            Fact<Set<Cluster>> defined = service.definedIn();
            return defined.isKnown() ? List.of() : List.of(defined.at());
        }
        return callers.getOrDefault(service, List.of()).stream()
                .flatMap(all -> all.unknown().stream())
                .distinct()
                .toList();
    }

    /** Whether calls that have to work are declared. */
    public boolean isDeclared() {
        return declared;
    }
}
