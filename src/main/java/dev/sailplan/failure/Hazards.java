package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which failures, alone or together with others, take something down: nothing that is not among them matters to it. */
final class Hazards {

    private final Set<Failure> found = new LinkedHashSet<>();

    static Set<Failure> of(Lifeline line) {
        Hazards hazards = new Hazards();
        hazards.addWorkload(line.workload());
        line.gateways().forEach(hazards::addGateway);
        return hazards.found;
    }

    static Set<Failure> of(Workload workload) {
        Hazards hazards = new Hazards();
        hazards.addWorkload(workload);
        return hazards.found;
    }

    static Set<Failure> of(ControlPlane controlPlane) {
        Hazards hazards = new Hazards();
        hazards.add(FailureKind.CONTROL_PLANE, controlPlane);
        controlPlane.cluster().ifPresent(hazards::addCluster);
        hazards.addZones(controlPlane.zones().orElse(List.of()));
        return hazards.found;
    }

    private void addWorkload(Workload workload) {
        addCluster(workload.cluster());
        workload.region().ifPresent(region -> found.add(new Failure(FailureKind.REGION, region)));
        workload.zone().ifPresent(zone -> found.add(new Failure(FailureKind.ZONE, zone)));
    }

    private void addGateway(Gateway gateway) {
        add(FailureKind.GATEWAY, gateway);
        add(FailureKind.NETWORK, gateway.network());
        gateway.cluster().ifPresent(this::addCluster);
        addZones(gateway.zones().orElse(List.of()));
    }

    private void addCluster(Cluster cluster) {
        add(FailureKind.CLUSTER, cluster);
        cluster.region().asOptional().ifPresent(region -> found.add(new Failure(FailureKind.REGION, region)));
        addZones(cluster.zones().orElse(List.of()));
    }

    private void addZones(List<String> zones) {
        zones.forEach(zone -> found.add(new Failure(FailureKind.ZONE, zone)));
    }

    private void add(FailureKind kind, Element element) {
        found.add(new Failure(kind, element.name()));
    }
}
