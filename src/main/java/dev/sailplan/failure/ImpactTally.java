package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.Cause;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.failure.Impact.Takeover;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds up what one set of failures does, service by service. */
final class ImpactTally {

    private final Set<Failure> failures;
    private final Outage outage;
    private final Reachability now;
    private final Listing most;
    private final Map<Effect, Integer> counts = new EnumMap<>(Effect.class);
    private final Map<Effect, List<ServiceImpact>> listed = new EnumMap<>(Effect.class);

    ImpactTally(Set<Failure> failures, Listing most, Reachability before) {
        this.failures = failures;
        this.outage = new Outage(failures);
        this.now = before.during(outage);
        this.most = most;
    }

    Set<Failure> failures() {
        return failures;
    }

    Outage outage() {
        return outage;
    }

    /** How many consumers of one more service are listed for an effect. */
    int wanted(Effect effect) {
        return listed.getOrDefault(effect, List.of()).size() < most.services() ? most.consumers() : 0;
    }

    void add(Effect effect, ServiceImpact impact) {
        counts.merge(effect, 1, Integer::sum);
        List<ServiceImpact> known = listed.computeIfAbsent(effect, key -> new ArrayList<>());
        if (known.size() < most.services()) {
            known.add(impact);
        }
    }

    Impact sum(ControlHazards control) {
        List<Cluster> up = control.clustersOf(failures).stream()
                .filter(cluster -> !outage.isDown(cluster))
                .toList();
        return new Impact(
                List.copyOf(failures),
                counts,
                listed,
                up.stream().flatMap(cluster -> frozenBy(cluster).stream()).toList(),
                up.stream().flatMap(cluster -> takeoverOf(cluster).stream()).toList());
    }

    private Optional<Frozen> frozenBy(Cluster cluster) {
        return isApiServerDown(cluster)
                ? Optional.of(new Frozen(cluster, null, Cause.API_SERVER))
                : now.controlPlaneOf(cluster, outage)
                        .flatMap(each -> causeOf(each, cluster).map(cause -> new Frozen(cluster, each, cause)));
    }

    /** A control plane that is up and whose configuration cannot be read has nothing new to tell. */
    private Optional<Cause> causeOf(ControlPlane controlPlane, Cluster cluster) {
        if (outage.isDown(controlPlane)) {
            return Optional.of(Cause.CONTROL_PLANE);
        }
        if (isCutOff(controlPlane, cluster)) {
            return Optional.of(Cause.CUT_OFF);
        }
        boolean unconfigured = controlPlane
                .configCluster()
                .asOptional()
                .filter(this::isApiServerDown)
                .isPresent();
        return unconfigured
                ? Optional.of(Cause.CONFIGURATION)
                : unread(controlPlane, cluster).or(() -> expired(controlPlane));
    }

    private Optional<Cause> unread(ControlPlane controlPlane, Cluster cluster) {
        return now.severance()
                .flatMap(severance -> severance.isUnconfigured(controlPlane)
                        ? Optional.of(Cause.UNCONFIGURED)
                        : severance.isUnread(controlPlane, cluster) ? Optional.of(Cause.UNREAD) : Optional.empty());
    }

    private Optional<Cause> expired(ControlPlane controlPlane) {
        TrustRoot root = controlPlane.mesh().rootSignedBy(controlPlane);
        return outage.hasExpired(root) ? Optional.of(Cause.EXPIRED) : Optional.empty();
    }

    private boolean isCutOff(ControlPlane controlPlane, Cluster cluster) {
        return now.severance()
                .filter(severance -> severance.isCutOff(cluster, controlPlane))
                .isPresent();
    }

    private boolean isAway(ControlPlane controlPlane, Cluster cluster) {
        return outage.isDown(controlPlane) || isCutOff(controlPlane, cluster);
    }

    private boolean isApiServerDown(Cluster cluster) {
        return outage.isDown(cluster) || outage.hasFailed(FailureKind.API_SERVER, cluster.name());
    }

    private Optional<Takeover> takeoverOf(Cluster cluster) {
        Optional<ControlPlane> first = cluster.firstControlPlane().filter(each -> isAway(each, cluster));
        Optional<ControlPlane> other = now.controlPlaneOf(cluster, outage).filter(each -> !isAway(each, cluster));
        return first.flatMap(from -> other.map(to -> new Takeover(cluster, from, to)));
    }
}
