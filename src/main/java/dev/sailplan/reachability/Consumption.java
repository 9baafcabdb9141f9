package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Federation;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who consumes which service, and which of its endpoints a consumer is served.
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
    public record Consumer(Cluster cluster, @Nullable Cluster only) {}

    /** A pair of clusters between which declared traffic blocks every call. */
    private record Blocked(Cluster from, Cluster to) {}

    /** Who calls what one declaration of traffic covers. */
    private record Callers(
            List<Cluster> clusters,
            List<Pointer> unknown,
            @Nullable Cluster only) {}

    private final boolean declared;
    private final Map<Service, List<Callers>> callers = new HashMap<>();
    private final Map<Service, Set<Cluster>> blockedCallers = new HashMap<>();
    private final Set<Blocked> blocked = new HashSet<>();
    private final Discovery discovery;
    private final Offer offer = new Offer();
    private final List<Service> services;

    private Consumption(Topology topology, Discovery discovery) {
        this.discovery = discovery;
        this.services = topology.services();
        this.declared = topology.traffic().stream().anyMatch(traffic -> !traffic.blocked());
        for (Traffic traffic : topology.traffic()) {
            if (traffic.blocked()) {
                block(traffic);
            } else {
                allow(traffic);
            }
        }
    }

    public static Consumption of(Topology topology, Discovery discovery) {
        return new Consumption(topology, discovery);
    }

    private void allow(Traffic traffic) {
        List<Pointer> unknown = new ArrayList<>();
        List<Cluster> sources = sourcesOf(traffic.from(), unknown);
        Cluster only = traffic.to() instanceof OfCluster target ? target.cluster() : null;
        Callers all = new Callers(sources, unknown, only);
        targetsOf(traffic.to())
                .forEach(service -> callers.computeIfAbsent(service, key -> new ArrayList<>())
                        .add(all));
    }

    private void block(Traffic traffic) {
        if (!(traffic.from() instanceof OfCluster source)) {
            return;
        }
        if (traffic.to() instanceof OfCluster target) {
            blocked.add(new Blocked(source.cluster(), target.cluster()));
        } else {
            targetsOf(traffic.to())
                    .forEach(service -> blockedCallers
                            .computeIfAbsent(service, key -> new HashSet<>())
                            .add(source.cluster()));
        }
    }

    private List<Cluster> sourcesOf(End from, List<Pointer> unknown) {
        if (from instanceof OfCluster source) {
            return List.of(source.cluster());
        }
        Stream<Service> calling = from instanceof OfService source
                ? Stream.of(source.service())
                : services.stream().filter(((OfNamespace) from)::contains);
        Set<Cluster> clusters = new LinkedHashSet<>();
        calling.forEach(service -> {
            Fact<List<Workload>> workloads = service.workloads();
            if (!workloads.isKnown()) {
                unknown.add(workloads.at());
            }
            workloads.orElse(List.of()).forEach(workload -> clusters.add(workload.cluster()));
        });
        return List.copyOf(clusters);
    }

    private Stream<Service> targetsOf(End to) {
        if (to instanceof OfService target) {
            return Stream.of(target.service());
        }
        if (to instanceof OfNamespace namespace) {
            return services.stream().filter(namespace::contains);
        }
        Cluster cluster = ((OfCluster) to).cluster();
        return services.stream().filter(service -> mayRunIn(service, cluster));
    }

    private static boolean mayRunIn(Service service, Cluster cluster) {
        Fact<List<Workload>> workloads = service.workloads();
        return !workloads.isKnown()
                || workloads.get().stream()
                        .anyMatch(workload -> workload.cluster().equals(cluster));
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

    /** Whether a consumer's control plane serves it the endpoints of a workload, as far as discovery and scope decide it. */
    public Judgement isServed(Consumer consumer, Service service, Workload workload) {
        Cluster client = consumer.cluster();
        Cluster server = workload.cluster();
        if (workload.replicas() == 0 || !isAskedFor(consumer, server) || !isServable(client, workload)) {
            return Judgement.of(false);
        }
        if (client.equals(server)) {
            return isDiscovered(client, service, server);
        }
        if (blocked.contains(new Blocked(client, server))) {
            return Judgement.of(false);
        }
        return offer.toOthers(service, server, client).and(() -> isDiscovered(client, service, server));
    }

    private static boolean isAskedFor(Consumer consumer, Cluster server) {
        return consumer.only() == null || consumer.only().equals(server);
    }

    /** Host names are never served, and what has no address only through a gateway. */
    private static boolean isServable(Cluster client, Workload workload) {
        Fact<List<String>> addresses = workload.addresses();
        if (!addresses.isKnown()) {
            return true;
        }
        boolean sameNetwork = client.network().isEmpty()
                || workload.network().isEmpty()
                || client.network().get().isSameAs(workload.network().get());
        return addresses.get().isEmpty()
                ? !sameNetwork
                : workload.replicas() > addresses.get().size()
                        || addresses.get().stream().anyMatch(Consumption::isAddress);
    }

    private static boolean isAddress(String endpoint) {
        int space = endpoint.indexOf(' ');
        return AddressRange.isAddress(space < 0 ? endpoint : endpoint.substring(0, space));
    }

    private Judgement isDiscovered(Cluster client, Service service, Cluster server) {
        if (client.firstControlPlane().isPresent() && isExportedTo(client, service)) {
            return Judgement.of(true);
        }
        return client.firstControlPlane()
                .map(watcher -> discovery.sees(watcher, server))
                .orElse(Judgement.of(false));
    }

    /** Whether a client in another mesh reaches the service through an export and a ServiceEntry of its own. */
    private static boolean isExportedTo(Cluster client, Service service) {
        if (client.mesh().equals(service.mesh()) || !service.serviceEntries().contains(client)) {
            return false;
        }
        String name = service.namespace() + "/" + service.shortName();
        return service.mesh().map(Mesh::federations).stream()
                .flatMap(List::stream)
                .filter(federation ->
                        client.mesh().filter(federation.mesh()::equals).isPresent())
                .map(Federation::exports)
                .anyMatch(exports -> exports.contains(name));
    }
}
