package dev.sailplan.requirement;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Breach.ControlLost;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether every cluster of a mesh keeps a control plane that is up and can read its configuration when a control plane or an API
 * server fails.
 *
 * <p>That a cluster whose own API server fails takes nothing new is no more than what failed, and does not count.
 */
final class ControlSurvival {

    private static final Pointer CLUSTERS = Pointer.ROOT.field("clusters");

    private final Reachability reachability;
    private final List<Cluster> clusters;

    ControlSurvival(Reachability reachability) {
        this.reachability = reachability;
        this.clusters = reachability.topology().clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent())
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
    }

    /** Where the clusters would be that could lose their control; none if there are some. */
    Optional<Pointer> nothing() {
        return clusters.isEmpty() ? Optional.of(CLUSTERS) : Optional.empty();
    }

    /** The first loss of each cluster, by failure: what nothing controls anyway comes first. */
    List<Breach> breaches(FailureKind kind) {
        Map<Cluster, Breach> first = new LinkedHashMap<>();
        clusters.stream()
                .filter(cluster -> cluster.controlPlanes().isEmpty())
                .forEach(cluster -> first.put(cluster, new ControlLost(List.of(), cluster)));
        FailureUnits.of(reachability.topology()).of(kind).values().stream()
                .sorted(Comparator.comparing(Failure::name))
                .forEach(failure -> addLosses(failure, first));
        return List.copyOf(first.values());
    }

    private void addLosses(Failure failure, Map<Cluster, Breach> first) {
        Outage outage = new Outage(Set.of(failure));
        for (Cluster cluster : clusters) {
            if (!first.containsKey(cluster) && losesControl(cluster, outage)) {
                first.put(cluster, new ControlLost(List.of(failure), cluster));
            }
        }
    }

    private boolean losesControl(Cluster cluster, Outage outage) {
        boolean isLostItself = outage.hasFailed(FailureKind.API_SERVER, cluster.name());
        return !isLostItself
                && reachability
                        .controlPlaneOf(cluster, outage)
                        .filter(each -> !isWorking(each, outage))
                        .isPresent();
    }

    /** A control plane that is up and whose configuration cannot be read has nothing new to tell. */
    private static boolean isWorking(ControlPlane controlPlane, Outage outage) {
        return !outage.isDown(controlPlane)
                && controlPlane
                        .configCluster()
                        .asOptional()
                        .filter(cluster -> outage.hasFailed(FailureKind.API_SERVER, cluster.name()))
                        .isEmpty();
    }

    /** Whether a failed control plane can have another one take over, which may know other endpoints. */
    boolean changesHands() {
        return clusters.stream().anyMatch(cluster -> cluster.controlPlanes().size() > 1);
    }

    /** A cluster may lose all its control planes with one API server if at most one is known to hold their configuration. */
    Set<Pointer> doubtsOfConfiguration() {
        Set<Pointer> doubts = new TreeSet<>();
        for (Cluster cluster : clusters) {
            Set<String> known = new HashSet<>();
            Set<Pointer> unknown = new TreeSet<>();
            for (ControlPlane controlPlane : cluster.controlPlanes()) {
                controlPlane
                        .configCluster()
                        .asOptional()
                        .ifPresentOrElse(
                                config -> known.add(config.name()),
                                () -> unknown.add(controlPlane.configCluster().at()));
            }
            if (known.size() < 2) {
                doubts.addAll(unknown);
            }
        }
        return doubts;
    }
}
