package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failures, alone or together with others, take something down: nothing that is not among them matters to it.
 *
 * <p>Of what is up during an outage fewer will do to find every larger set of failures that takes it down: where several things
 * have to fail together, as all zones of a cluster, any such set holds the first of them that has not failed yet.
 */
final class Hazards {

    private final @Nullable Outage outage;
    private final Set<Failure> found = new LinkedHashSet<>();
    private final Set<Element> added = new HashSet<>();

    /** Collects all hazards of what is added. */
    Hazards() {
        this(null);
    }

    private Hazards(@Nullable Outage outage) {
        this.outage = outage;
    }

    /** One failure at least of every larger set that stops a way, which is open during an outage. */
    static Set<Failure> next(Lifeline line, Outage outage) {
        Hazards hazards = new Hazards(outage);
        hazards.add(line.workload());
        line.gateways().stream()
                .filter(gateway -> !outage.isDown(gateway))
                .findFirst()
                .ifPresent(gateway -> {
                    hazards.add(gateway);
                    hazards.addLinks(line.ties().linksTo(gateway));
                });
        hazards.addLinks(line.ties().links());
        hazards.addRoots(line.ties().roots());
        return hazards.found;
    }

    /** One failure at least of every larger set that takes a workload down, which is up during an outage. */
    static Set<Failure> next(Workload workload, Outage outage) {
        Hazards hazards = new Hazards(outage);
        hazards.add(workload);
        return hazards.found;
    }

    /** One failure at least of every larger set that takes a control plane down, if it is up during an outage. */
    static Set<Failure> next(ControlPlane controlPlane, Outage outage) {
        Hazards hazards = new Hazards(outage);
        hazards.add(controlPlane);
        return hazards.found;
    }

    /** Everything that threatens a way. */
    static Set<Failure> of(Lifeline line) {
        Hazards hazards = new Hazards();
        hazards.add(line.workload());
        line.gateways().forEach(hazards::add);
        hazards.addLinks(line.ties().allLinks());
        hazards.addRoots(line.ties().roots());
        return hazards.found;
    }

    Set<Failure> found() {
        return found;
    }

    void add(Workload workload) {
        add(workload.cluster());
        workload.region().ifPresent(region -> found.add(new Failure(FailureKind.REGION, region)));
        workload.zone().ifPresent(zone -> found.add(new Failure(FailureKind.ZONE, zone)));
    }

    void add(Gateway gateway) {
        if (added.add(gateway)) {
            add(FailureKind.GATEWAY, gateway);
            add(FailureKind.NETWORK, gateway.network());
            gateway.cluster().ifPresent(this::add);
            addZones(gateway.zones().orElse(List.of()));
        }
    }

    void add(ControlPlane controlPlane) {
        if (added.add(controlPlane)) {
            add(FailureKind.CONTROL_PLANE, controlPlane);
            controlPlane.cluster().ifPresent(this::add);
            addZones(controlPlane.zones().orElse(List.of()));
        }
    }

    void add(Cluster cluster) {
        if (added.add(cluster)) {
            add(FailureKind.CLUSTER, cluster);
            cluster.region().asOptional().ifPresent(region -> found.add(new Failure(FailureKind.REGION, region)));
            addZones(cluster.zones().orElse(List.of()));
        }
    }

    void addRoots(Collection<String> roots) {
        roots.forEach(root -> found.add(new Failure(FailureKind.CERTIFICATE_AUTHORITY, root)));
    }

    void addLinks(Collection<String> links) {
        links.forEach(link -> found.add(new Failure(FailureKind.LINK, link)));
    }

    private void addZones(List<String> zones) {
        zones.stream()
                .filter(zone -> outage == null || !outage.hasFailed(FailureKind.ZONE, zone))
                .limit(outage == null ? zones.size() : 1)
                .forEach(zone -> found.add(new Failure(FailureKind.ZONE, zone)));
    }

    private void add(FailureKind kind, Element element) {
        found.add(new Failure(kind, element.name()));
    }
}
