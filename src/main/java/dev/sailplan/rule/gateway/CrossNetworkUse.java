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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    CrossNetworkUse(Topology topology) {
        this.topology = topology;
        this.consumption = Consumption.of(topology, Discovery.of(topology));
    }

    Use of(Network network) {
        Set<Service> services = new LinkedHashSet<>();
        Set<Cluster> clients = new LinkedHashSet<>();
        Judgement used = Judgement.of(false);
        if (topology.clusters().stream().noneMatch(cluster -> isElsewhere(cluster, network))) {
            return new Use(services, clients, used);
        }
        for (Service service : topology.services()) {
            for (Judgement each : judge(network, service, services, clients)) {
                used = used.or(() -> each);
            }
        }
        return new Use(services, clients, used);
    }

    private List<Judgement> judge(Network network, Service service, Set<Service> services, Set<Cluster> clients) {
        List<Judgement> judgements = new ArrayList<>();
        List<Consumer> consumers = consumption.consumersOf(service).stream()
                .filter(consumer -> isElsewhere(consumer.cluster(), network))
                .toList();
        List<Pointer> unknownConsumers = consumption.unknownConsumersOf(service);
        if (!service.workloads().isKnown() && !(consumers.isEmpty() && unknownConsumers.isEmpty())) {
            judgements.add(Judgement.unknown(service.workloads().at()));
            unknownConsumers.forEach(need -> judgements.add(Judgement.unknown(need)));
        }
        for (Workload workload : service.workloads().orElse(List.of())) {
            if (workload.network().filter(network::equals).isEmpty()) {
                continue;
            }
            for (Consumer consumer : consumers) {
                Judgement served = consumption.isServed(consumer, service, workload);
                judgements.add(served);
                if (served.isYes()) {
                    services.add(service);
                    clients.add(consumer.cluster());
                }
            }
            unknownConsumers.forEach(need -> judgements.add(Judgement.unknown(need)));
        }
        return judgements;
    }

    private static boolean isElsewhere(Cluster client, Network network) {
        return client.network().filter(own -> !own.isSameAs(network)).isPresent();
    }
}
