package dev.sailplan.rule.gateway;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Which services of a network are used from other networks, and by whom. */
final class CrossNetworkUse {

    /**
     * What is known of a network's use from others.
     *
     * @param services those used for certain
     * @param clients the clusters that use them for certain
     * @param used whether it is used at all
     */
    record Use(Set<Service> services, Set<Cluster> clients, Judgement used) {}

    private final Topology topology;
    private final Consumption consumption;
    private final Map<Network, Map<Service, List<Workload>>> workloads = new HashMap<>();
    private final List<Service> services = new ArrayList<>();

    CrossNetworkUse(Topology topology) {
        this.topology = topology;
        this.consumption = Consumption.of(topology, Discovery.of(topology));
        topology.services().forEach(this::add);
    }

    /** Files the workloads of a service under their networks, or the service under those whose workloads are unknown. */
    private void add(Service service) {
        if (!service.workloads().isKnown()) {
            services.add(service);
        }
        for (Workload workload : service.workloads().orElse(List.of())) {
            workload.network()
                    .ifPresent(network -> workloads
                            .computeIfAbsent(network, key -> new LinkedHashMap<>())
                            .computeIfAbsent(service, key -> new ArrayList<>())
                            .add(workload));
        }
    }

    Use of(Network network) {
        Collected collected = new Collected(network);
        if (topology.clusters().stream().anyMatch(cluster -> isElsewhere(cluster, network))) {
            services.forEach(collected::addUnknown);
            workloads.getOrDefault(network, Map.of()).forEach(collected::add);
        }
        return collected.toUse();
    }

    private static boolean isElsewhere(Cluster client, Network network) {
        return client.network().filter(own -> !own.isSameAs(network)).isPresent();
    }

    /** What has been seen of one network's use so far. */
    private final class Collected {

        private final Network network;
        private final Set<Service> used = new LinkedHashSet<>();
        private final Set<Cluster> clients = new LinkedHashSet<>();
        private final Set<Pointer> needs = new LinkedHashSet<>();

        Collected(Network network) {
            this.network = network;
        }

        /** A service that may run anywhere. */
        void addUnknown(Service service) {
            List<Pointer> unknownConsumers = consumption.unknownConsumersOf(service);
            if (!unknownConsumers.isEmpty()
                    || consumersElsewhere(service).findAny().isPresent()) {
                needs.add(service.workloads().at());
                needs.addAll(unknownConsumers);
            }
        }

        /** A service that runs here. */
        void add(Service service, List<Workload> here) {
            consumersElsewhere(service)
                    .forEach(consumer -> here.forEach(workload -> {
                        Judgement served = consumption.isServed(consumer, service, workload);
                        needs.addAll(served.needs());
                        if (served.isYes()) {
                            used.add(service);
                            clients.add(consumer.cluster());
                        }
                    }));
            needs.addAll(consumption.unknownConsumersOf(service));
        }

        private Stream<Consumer> consumersElsewhere(Service service) {
            return consumption.consumersOf(service).stream()
                    .filter(consumer -> isElsewhere(consumer.cluster(), network));
        }

        Use toUse() {
            Judgement judgement = !used.isEmpty()
                    ? Judgement.of(true)
                    : needs.isEmpty() ? Judgement.of(false) : Judgement.unknown(needs.toArray(Pointer[]::new));
            return new Use(used, clients, judgement);
        }
    }
}
