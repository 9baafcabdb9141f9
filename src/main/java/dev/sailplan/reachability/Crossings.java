package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the calls between networks, network by network and only when asked, for most networks are sound. */
final class Crossings {

    /** Some of all calls: those from some clusters to some workloads. */
    record Calls(Predicate<Cluster> clients, Predicate<Workload> workloads) {}

    /** Calls that are kept for the next rule that asks; more of them are found anew rather than kept in memory. */
    private static final long MOST_KEPT = 1_000_000;

    private static final Calls ANY = new Calls(client -> true, workload -> true);

    private final Topology topology;
    private final Reachability reachability;
    private final Map<Network, Map<Service, List<Workload>>> workloads = new LinkedHashMap<>();
    private final List<Service> unplaced = new ArrayList<>();
    private final Map<Network, List<Crossing>> known = new ConcurrentHashMap<>();
    private final AtomicLong kept = new AtomicLong();

    Crossings(Reachability reachability) {
        this.reachability = reachability;
        this.topology = reachability.topology();
        topology.services().forEach(this::add);
    }

    private void add(Service service) {
        if (!service.workloads().isKnown()) {
            unplaced.add(service);
        }
        for (Workload workload : service.workloads().orElse(List.of())) {
            workload.network()
                    .filter(network -> !network.isImplicit())
                    .ifPresent(network -> workloads
                            .computeIfAbsent(network, key -> new LinkedHashMap<>())
                            .computeIfAbsent(service, key -> new ArrayList<>())
                            .add(workload));
        }
    }

    /** The crossings into a network, certain or possible, in document order of the services. */
    List<Crossing> into(Network network) {
        List<Crossing> found = known.get(network);
        if (found == null) {
            found = find(network, ANY).toList();
            long calls = found.stream().mapToLong(Crossing::size).sum();
            if (kept.addAndGet(calls) <= MOST_KEPT) {
                known.put(network, found);
            } else {
                kept.addAndGet(-calls);
            }
        }
        return found;
    }

    /** The services that have, or may have, workloads on a network. */
    Stream<Service> servicesOn(Network network) {
        return Stream.concat(workloads.getOrDefault(network, Map.of()).keySet().stream(), unplaced.stream());
    }

    /** The crossings of calls from some clusters into a network, each found when it is its turn. */
    Stream<Crossing> into(Network network, Predicate<Cluster> clients) {
        return find(network, new Calls(clients, workload -> true));
    }

    private Stream<Crossing> find(Network network, Calls calls) {
        if (topology.clusters().stream().noneMatch(cluster -> isElsewhere(cluster, network))) {
            return Stream.empty();
        }
        return Stream.concat(
                        workloads.getOrDefault(network, Map.of()).entrySet().stream()
                                .map(entry -> crossing(entry.getKey(), network, entry.getValue(), calls)),
                        unplaced.stream().map(service -> possible(service, network, calls)))
                .filter(crossing -> !crossing.exists().isNo());
    }

    /**
     * The crossings of some calls to one service, certain or possible, network by network. Where its workloads are not known,
     * one that is possible stands for all.
     */
    Stream<Crossing> of(Service service, Calls calls) {
        Stream<Crossing> all = service.workloads().isKnown()
                ? placed(service, calls).stream()
                : topology.networks().stream().map(network -> possible(service, network, calls));
        Stream<Crossing> some = all.filter(crossing -> !crossing.exists().isNo());
        return service.workloads().isKnown() ? some : some.limit(1);
    }

    private List<Crossing> placed(Service service, Calls calls) {
        Map<Network, List<Workload>> called = byNetwork(service, calls.workloads());
        if (called.isEmpty()) {
            return List.of();
        }
        Map<Network, List<Workload>> all = byNetwork(service, workload -> true);
        List<Crossing> crossings = new ArrayList<>();
        called.keySet()
                .forEach(
                        network -> crossings.add(new Crossing(service, network, all.getOrDefault(network, List.of()))));
        for (Consumer consumer : reachability.consumption().consumersOf(service)) {
            if (calls.clients().test(consumer.cluster())) {
                Passages passages = reachability.passagesOf(consumer, service);
                crossings.stream()
                        .filter(crossing -> isElsewhere(consumer.cluster(), crossing.network()))
                        .forEach(crossing -> serve(
                                crossing, consumer, passages, called.getOrDefault(crossing.network(), List.of())));
            }
        }
        crossings.forEach(crossing -> crossing.lack(unknownConsumersElsewhere(service, crossing.network(), calls)));
        return crossings;
    }

    private static Map<Network, List<Workload>> byNetwork(Service service, Predicate<Workload> which) {
        Map<Network, List<Workload>> byNetwork = new LinkedHashMap<>();
        for (Workload workload : service.workloads().get()) {
            if (which.test(workload)) {
                workload.network()
                        .filter(network -> !network.isImplicit())
                        .ifPresent(network -> byNetwork
                                .computeIfAbsent(network, key -> new ArrayList<>())
                                .add(workload));
            }
        }
        return byNetwork;
    }

    private void serve(Crossing crossing, Consumer consumer, Passages passages, List<Workload> workloads) {
        workloads.forEach(workload -> crossing.serve(
                consumer,
                workload,
                reachability.isServed(consumer, passages, workload).and(() -> passages.needsGateway(workload))));
    }

    private Crossing crossing(Service service, Network network, List<Workload> there, Calls calls) {
        Crossing crossing = new Crossing(service, network, there);
        consumersElsewhere(service, network, calls)
                .forEach(consumer -> serve(crossing, consumer, reachability.passagesOf(consumer, service), there));
        crossing.lack(unknownConsumersElsewhere(service, network, calls));
        return crossing;
    }

    /** A service whose workloads are not known may run anywhere. */
    private Crossing possible(Service service, Network network, Calls calls) {
        Crossing crossing = new Crossing(service, network, List.of());
        List<Pointer> unknown = unknownConsumersElsewhere(service, network, calls);
        boolean consumed = consumersElsewhere(service, network, calls)
                .anyMatch(consumer -> mayBeServed(consumer.cluster(), service));
        if (consumed || !unknown.isEmpty()) {
            Set<Pointer> needs = new LinkedHashSet<>(unknown);
            needs.add(service.workloads().at());
            crossing.lack(List.copyOf(needs));
        }
        return crossing;
    }

    private Stream<Consumer> consumersElsewhere(Service service, Network network, Calls calls) {
        return reachability.consumption().consumersOf(service).stream()
                .filter(consumer -> isElsewhere(consumer.cluster(), network))
                .filter(consumer -> calls.clients().test(consumer.cluster()));
    }

    /** The facts without which there may be further consumers on another network; none where no cluster could be one. */
    private List<Pointer> unknownConsumersElsewhere(Service service, Network network, Calls calls) {
        List<Pointer> unknown = reachability.consumption().unknownConsumersOf(service);
        boolean possible = !unknown.isEmpty()
                && topology.clusters().stream()
                        .anyMatch(cluster -> isElsewhere(cluster, network)
                                && calls.clients().test(cluster)
                                && mayBeServed(cluster, service));
        return possible ? unknown : List.of();
    }

    /** Nobody is served without a control plane, and headless services are not served across networks. */
    private static boolean mayBeServed(Cluster client, Service service) {
        return client.firstControlPlane().isPresent() && !service.isHeadlessIn(client);
    }

    private static boolean isElsewhere(Cluster client, Network network) {
        return client.network().filter(own -> !own.isSameAs(network)).isPresent();
    }

    /** Whether any call crosses into a network. */
    Judgement isUsed(Network network) {
        Judgement used = Judgement.of(false);
        for (Crossing crossing : into(network)) {
            used = used.or(crossing::exists);
        }
        return used;
    }
}
