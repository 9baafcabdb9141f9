package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Enough of what a way depends on that it works if all of that is up, whatever else fails: of several zones or gateways that would
 * do, the first that is not known to be down.
 */
final class Needs {

    private final Set<Failure> failed;
    private final Set<Failure> found = new LinkedHashSet<>();

    private Needs(Set<Failure> failed) {
        this.failed = failed;
    }

    /**
     * What a way needs.
     *
     * @param failed what is down, with which the way still works
     */
    static Set<Failure> of(Lifeline line, Set<Failure> failed, Outage outage) {
        Needs needs = new Needs(failed);
        needs.addWorkload(line.workload());
        line.gateways().stream()
                .filter(gateway -> !outage.isDown(gateway))
                .findFirst()
                .ifPresent(needs::addGateway);
        return needs.found;
    }

    /** What is up as long as a cluster is, so that its consumers are there at all. */
    static Set<Failure> impliedBy(Cluster client) {
        Set<Failure> up = new LinkedHashSet<>();
        up.add(new Failure(FailureKind.CLUSTER, client.name()));
        client.region().asOptional().ifPresent(region -> up.add(new Failure(FailureKind.REGION, region)));
        List<String> zones = client.zones().orElse(List.of());
        if (zones.size() == 1) {
            up.add(new Failure(FailureKind.ZONE, zones.get(0)));
        }
        return up;
    }

    private void addWorkload(Workload workload) {
        Optional<String> zone = workload.zone();
        zone.ifPresent(name -> found.add(new Failure(FailureKind.ZONE, name)));
        workload.region().ifPresent(name -> found.add(new Failure(FailureKind.REGION, name)));
        addCluster(workload.cluster());
    }

    private void addGateway(Gateway gateway) {
        found.add(new Failure(FailureKind.GATEWAY, gateway.name()));
        found.add(new Failure(FailureKind.NETWORK, gateway.network().name()));
        addOneOf(gateway.zones().orElse(List.of()));
        gateway.cluster().ifPresent(this::addCluster);
    }

    private void addCluster(Cluster cluster) {
        found.add(new Failure(FailureKind.CLUSTER, cluster.name()));
        cluster.region().asOptional().ifPresent(region -> found.add(new Failure(FailureKind.REGION, region)));
        addOneOf(cluster.zones().orElse(List.of()));
    }

    private void addOneOf(List<String> zones) {
        List<Failure> units =
                zones.stream().map(zone -> new Failure(FailureKind.ZONE, zone)).toList();
        if (units.stream().noneMatch(found::contains)) {
            units.stream().filter(unit -> !failed.contains(unit)).findFirst().ifPresent(found::add);
        }
    }
}
