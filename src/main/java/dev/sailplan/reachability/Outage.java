package dev.sailplan.reachability;

import dev.sailplan.document.FailureKind;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is down while some elements have failed.
 *
 * <p>What runs in several zones is down when all of them are; where its zones are not known, it is taken to survive.
 */
public final class Outage {

    static final Outage NONE = new Outage(Set.of());

    private final Set<Failure> failures;

    public Outage(Set<Failure> failures) {
        this.failures = Set.copyOf(failures);
    }

    public boolean isDown(Cluster cluster) {
        return !failures.isEmpty()
                && (hasFailed(FailureKind.CLUSTER, cluster)
                        || hasFailed(FailureKind.REGION, cluster.region().asOptional())
                        || haveFailed(cluster.zones().orElse(List.of())));
    }

    public boolean isDown(Workload workload) {
        return !failures.isEmpty()
                && (isDown(workload.cluster())
                        || hasFailed(FailureKind.REGION, workload.region())
                        || hasFailed(FailureKind.ZONE, workload.zone()));
    }

    /** The failure of a network is that of its gateways. */
    public boolean isDown(Gateway gateway) {
        return !failures.isEmpty()
                && (hasFailed(FailureKind.GATEWAY, gateway)
                        || hasFailed(FailureKind.NETWORK, gateway.network())
                        || gateway.cluster().filter(this::isDown).isPresent()
                        || haveFailed(gateway.zones().orElse(List.of())));
    }

    public boolean isDown(ControlPlane controlPlane) {
        return !failures.isEmpty()
                && (hasFailed(FailureKind.CONTROL_PLANE, controlPlane)
                        || controlPlane.cluster().filter(this::isDown).isPresent()
                        || haveFailed(controlPlane.zones().orElse(List.of())));
    }

    private boolean haveFailed(List<String> zones) {
        return !zones.isEmpty()
                && zones.stream().allMatch(zone -> failures.contains(new Failure(FailureKind.ZONE, zone)));
    }

    private boolean hasFailed(FailureKind kind, Element element) {
        return failures.contains(new Failure(kind, element.name()));
    }

    private boolean hasFailed(FailureKind kind, Optional<String> name) {
        return name.filter(known -> failures.contains(new Failure(kind, known))).isPresent();
    }

    /** The control plane that configures a cluster: the first that is up; if none is, proxies keep what the first gave them. */
    public Optional<ControlPlane> controlPlaneOf(Cluster cluster) {
        return cluster.controlPlanes().stream()
                .filter(each -> !isDown(each))
                .findFirst()
                .or(cluster::firstControlPlane);
    }
}
