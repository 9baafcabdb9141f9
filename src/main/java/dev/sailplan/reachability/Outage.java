package dev.sailplan.reachability;

import dev.sailplan.document.FailureKind;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.TrustRoot;
import dev.sailplan.topology.Workload;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is down while some elements have failed.
 *
 * <p>What runs in several zones is down when all of them are; where its zones are not known, it is taken to survive.
 */
public final class Outage {

    static final Outage NONE = new Outage(Set.of());

    private final Map<FailureKind, Set<String>> failed = new EnumMap<>(FailureKind.class);

    public Outage(Set<Failure> failures) {
        for (Failure failure : failures) {
            failed.computeIfAbsent(failure.kind(), kind -> new HashSet<>()).add(failure.name());
        }
    }

    /** Whether this has failed itself; what is down because of it has not. */
    public boolean hasFailed(FailureKind kind, String name) {
        Set<String> names = failed.get(kind);
        return names != null && names.contains(name);
    }

    /** The links that have failed, by name. */
    public Set<String> links() {
        return failed.getOrDefault(FailureKind.LINK, Set.of());
    }

    /** Whether certificates that chain to a root are refused. */
    public boolean hasExpired(TrustRoot root) {
        return failed.containsKey(FailureKind.CERTIFICATE_AUTHORITY)
                && hasFailed(FailureKind.CERTIFICATE_AUTHORITY, root.name());
    }

    /** Whether a way is closed: its workload is down, all of its gateways are, or certificates on it are refused. */
    public boolean isDown(Lifeline line) {
        return isDown(line.workload())
                || (!line.direct() && line.gateways().stream().allMatch(this::isDown))
                || haveExpired(line.ties().roots());
    }

    /** Whether certificates that chain to any of some roots are refused. */
    public boolean haveExpired(Set<String> roots) {
        Set<String> expired = failed.get(FailureKind.CERTIFICATE_AUTHORITY);
        return expired != null && !Collections.disjoint(expired, roots);
    }

    public boolean isDown(Cluster cluster) {
        return !failed.isEmpty()
                && (hasFailed(FailureKind.CLUSTER, cluster)
                        || hasFailed(FailureKind.REGION, cluster.region().asOptional())
                        || haveFailed(cluster.zones().orElse(List.of())));
    }

    /** Whether it is, or may be, as it is not known where it is. */
    public boolean mayBeDown(Cluster cluster) {
        return isDown(cluster)
                || (failed.containsKey(FailureKind.REGION) && !cluster.region().isKnown())
                || (failed.containsKey(FailureKind.ZONE) && !cluster.zones().isKnown());
    }

    public boolean isDown(Workload workload) {
        return !failed.isEmpty()
                && (isDown(workload.cluster())
                        || hasFailed(FailureKind.REGION, workload.region())
                        || hasFailed(FailureKind.ZONE, workload.zone()));
    }

    /** The failure of a network is that of its gateways. */
    public boolean isDown(Gateway gateway) {
        return !failed.isEmpty()
                && (hasFailed(FailureKind.GATEWAY, gateway)
                        || hasFailed(FailureKind.NETWORK, gateway.network())
                        || gateway.cluster().filter(this::isDown).isPresent()
                        || haveFailed(gateway.zones().orElse(List.of())));
    }

    public boolean isDown(ControlPlane controlPlane) {
        return !failed.isEmpty()
                && (hasFailed(FailureKind.CONTROL_PLANE, controlPlane)
                        || controlPlane.cluster().filter(this::isDown).isPresent()
                        || haveFailed(controlPlane.zones().orElse(List.of())));
    }

    private boolean haveFailed(List<String> zones) {
        return failed.containsKey(FailureKind.ZONE)
                && !zones.isEmpty()
                && zones.stream().allMatch(zone -> hasFailed(FailureKind.ZONE, zone));
    }

    private boolean hasFailed(FailureKind kind, Element element) {
        return hasFailed(kind, element.name());
    }

    private boolean hasFailed(FailureKind kind, Optional<String> name) {
        return name.filter(known -> hasFailed(kind, known)).isPresent();
    }

    /**
     * The control plane that configures a cluster, leaving links aside: the first that is up; if none is, proxies keep what the first
     * gave them.
     */
    Optional<ControlPlane> controlPlaneOf(Cluster cluster) {
        return cluster.controlPlanes().stream()
                .filter(each -> !isDown(each))
                .findFirst()
                .or(cluster::firstControlPlane);
    }
}
