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
import java.util.stream.Stream;

/** Finds the calls between networks, network by network and only when asked, for most networks are sound. */
final class Crossings {

    private final Topology topology;
    private final Reachability reachability;
    private final Map<Network, Map<Service, List<Workload>>> workloads = new LinkedHashMap<>();
    private final List<Service> unplaced = new ArrayList<>();
    private final Map<Network, List<Crossing>> known = new ConcurrentHashMap<>();

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
            found = find(network).filter(crossing -> !crossing.exists().isNo()).toList();
            known.put(network, found);
        }
        return found;
    }

    private Stream<Crossing> find(Network network) {
        if (topology.clusters().stream().noneMatch(cluster -> isElsewhere(cluster, network))) {
            return Stream.empty();
        }
        return Stream.concat(
                workloads.getOrDefault(network, Map.of()).entrySet().stream()
                        .map(entry -> crossing(entry.getKey(), network, entry.getValue())),
                unplaced.stream().map(service -> possible(service, network)));
    }

    private Crossing crossing(Service service, Network network, List<Workload> there) {
        Crossing crossing = new Crossing(service, network, there);
        consumersElsewhere(service, network).forEach(consumer -> {
            Passages passages = reachability.passagesOf(consumer, service);
            there.forEach(workload ->
                    crossing.serve(consumer, workload, reachability.isServed(consumer, passages, workload)));
        });
        crossing.lack(reachability.consumption().unknownConsumersOf(service));
        return crossing;
    }

    /** A service whose workloads are not known may run anywhere. */
    private Crossing possible(Service service, Network network) {
        Crossing crossing = new Crossing(service, network, List.of());
        List<Pointer> unknown = reachability.consumption().unknownConsumersOf(service);
        if (!unknown.isEmpty() || consumersElsewhere(service, network).findAny().isPresent()) {
            Set<Pointer> needs = new LinkedHashSet<>(unknown);
            needs.add(service.workloads().at());
            crossing.lack(List.copyOf(needs));
        }
        return crossing;
    }

    private Stream<Consumer> consumersElsewhere(Service service, Network network) {
        return reachability.consumption().consumersOf(service).stream()
                .filter(consumer -> isElsewhere(consumer.cluster(), network));
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
