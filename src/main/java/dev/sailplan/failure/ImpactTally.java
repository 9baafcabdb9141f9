package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.failure.Impact.Takeover;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Outage;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds up what one set of failures does, service by service. */
final class ImpactTally {

    private final Set<Failure> failures;
    private final Outage outage;
    private final int most;
    private final Map<Effect, Integer> counts = new EnumMap<>(Effect.class);
    private final Map<Effect, List<ServiceImpact>> listed = new EnumMap<>(Effect.class);

    /**
     * Begins to add up.
     *
     * @param most how many services of each effect are listed
     */
    ImpactTally(Set<Failure> failures, int most) {
        this.failures = failures;
        this.outage = new Outage(failures);
        this.most = most;
    }

    Outage outage() {
        return outage;
    }

    void add(Service service, Effect effect, List<ConsumerImpact> consumers) {
        counts.merge(effect, 1, Integer::sum);
        List<ServiceImpact> known = listed.computeIfAbsent(effect, key -> new ArrayList<>());
        if (known.size() < most) {
            known.add(new ServiceImpact(service, consumers));
        }
    }

    Impact sum(Topology topology) {
        List<Cluster> up = topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent() && !outage.isDown(cluster))
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        return new Impact(
                List.copyOf(failures),
                counts,
                listed,
                up.stream().flatMap(cluster -> frozenBy(cluster).stream()).toList(),
                up.stream().flatMap(cluster -> takeoverOf(cluster).stream()).toList());
    }

    private Optional<Frozen> frozenBy(Cluster cluster) {
        List<ControlPlane> controlPlanes = cluster.controlPlanes();
        if (hasFailedApiServer(cluster)) {
            return Optional.of(new Frozen(cluster, null));
        }
        return controlPlanes.isEmpty() || controlPlanes.stream().anyMatch(this::isWorking)
                ? Optional.empty()
                : Optional.of(new Frozen(cluster, controlPlanes.get(0)));
    }

    /** A control plane that is up and whose configuration cannot be read has nothing new to tell. */
    private boolean isWorking(ControlPlane controlPlane) {
        return !outage.isDown(controlPlane)
                && controlPlane
                        .configCluster()
                        .asOptional()
                        .filter(this::hasFailedApiServer)
                        .isEmpty();
    }

    private boolean hasFailedApiServer(Cluster cluster) {
        return failures.contains(new Failure(FailureKind.API_SERVER, cluster.name()));
    }

    private Optional<Takeover> takeoverOf(Cluster cluster) {
        Optional<ControlPlane> first = cluster.firstControlPlane().filter(outage::isDown);
        Optional<ControlPlane> other = outage.controlPlaneOf(cluster).filter(each -> !outage.isDown(each));
        return first.flatMap(from -> other.map(to -> new Takeover(cluster, from, to)));
    }
}
