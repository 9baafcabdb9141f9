package dev.sailplan.score.availability;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.score.Improvement;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes that run services in one more cluster each: of another region if there is one. */
final class Spreading {

    private static final int MOST_SERVICES = 10;

    /** How many clusters are tried for each service. */
    private static final int CHOICES = 3;

    private Spreading() {}

    /** The changes, each of all the services; none if they are too many for one change, or nowhere else to run. */
    static List<Improvement> improvements(Topology topology, List<Service> services) {
        boolean known =
                services.stream().allMatch(service -> service.workloads().isKnown());
        if (services.isEmpty() || services.size() > MOST_SERVICES || !known) {
            return List.of();
        }
        Set<List<PatchOperation>> changes = new LinkedHashSet<>();
        for (int choice = 0; choice < CHOICES; choice++) {
            List<PatchOperation> change = new ArrayList<>();
            for (Service service : services) {
                newHost(topology, service, choice).ifPresent(host -> change.add(inCluster(service, host)));
            }
            if (change.size() == services.size()) {
                changes.add(change);
            }
        }
        String names = services.stream().map(Service::name).collect(Collectors.joining(", "));
        return changes.stream()
                .map(change -> new Improvement("Run %s in one more cluster".formatted(names), change))
                .toList();
    }

    private static Optional<Cluster> newHost(Topology topology, Service service, int choice) {
        List<Workload> workloads = service.workloads().orElse(List.of());
        Set<Cluster> hosts = workloads.stream().map(Workload::cluster).collect(Collectors.toSet());
        Set<String> regions =
                workloads.stream().flatMap(each -> each.region().stream()).collect(Collectors.toSet());
        return topology.clusters().stream()
                .filter(cluster ->
                        cluster.mesh().isPresent() && cluster.mesh().equals(service.mesh()) && !hosts.contains(cluster))
                .sorted(Comparator.comparing((Cluster cluster) ->
                                regions.contains(cluster.region().orElse("")))
                        .thenComparing(Cluster::name))
                .skip(choice)
                .findFirst();
    }

    private static PatchOperation inCluster(Service service, Cluster host) {
        Map<String, Object> workload = new LinkedHashMap<>();
        workload.put("cluster", host.name());
        host.zones()
                .asOptional()
                .filter(zones -> zones.size() > 1)
                .ifPresent(zones -> workload.put("zone", zones.get(0)));
        return PatchOperation.add(service.at().field("workloads").field("-"), workload);
    }
}
