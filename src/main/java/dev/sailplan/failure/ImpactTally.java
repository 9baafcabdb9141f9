package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.failure.Impact.Takeover;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
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
    private final Listing most;
    private final Map<Effect, Integer> counts = new EnumMap<>(Effect.class);
    private final Map<Effect, List<ServiceImpact>> listed = new EnumMap<>(Effect.class);

    ImpactTally(Set<Failure> failures, Listing most) {
        this.failures = failures;
        this.outage = new Outage(failures);
        this.most = most;
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
                ? Optional.of(new Frozen(cluster, null))
                : outage.controlPlaneOf(cluster)
                        .filter(each -> !isWorking(each))
                        .map(each -> new Frozen(cluster, each));
    }

    /** A control plane that is up and whose configuration cannot be read has nothing new to tell. */
    private boolean isWorking(ControlPlane controlPlane) {
        return !outage.isDown(controlPlane)
                && controlPlane
                        .configCluster()
                        .asOptional()
                        .filter(this::isApiServerDown)
                        .isEmpty();
    }

    private boolean isApiServerDown(Cluster cluster) {
        return outage.isDown(cluster) || outage.hasFailed(FailureKind.API_SERVER, cluster.name());
    }

    private Optional<Takeover> takeoverOf(Cluster cluster) {
        Optional<ControlPlane> first = cluster.firstControlPlane().filter(outage::isDown);
        Optional<ControlPlane> other = outage.controlPlaneOf(cluster).filter(each -> !outage.isDown(each));
        return first.flatMap(from -> other.map(to -> new Takeover(cluster, from, to)));
    }
}
