package dev.sailplan.requirement;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.failure.Impact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Listing;
import dev.sailplan.failure.Progress;
import dev.sailplan.failure.Simulator;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Breach.ControlLost;
import dev.sailplan.requirement.Breach.ServiceUnreached;
import dev.sailplan.requirement.Doubt.Cause;
import dev.sailplan.requirement.Survival.Breaks;
import dev.sailplan.requirement.Survival.Open;
import dev.sailplan.requirement.Survival.Survives;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether every cluster of a mesh keeps a control plane that is up and can read its configuration, and services keep their
 * consumers, when a control plane or an API server fails.
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

    /**
     * Judges one kind.
     *
     * @param briefly whether the first breach is enough
     */
    Survival judge(FailureKind kind, boolean briefly) {
        if (clusters.isEmpty()) {
            return new Open(kind, Doubt.of(Cause.NO_MEMBER, List.of(CLUSTERS)));
        }
        List<Breach> breaches = briefly
                ? breaches(kind, new Listing(1, 1)).limit(1).toList()
                : firstOfEach(breaches(kind, new Listing(Integer.MAX_VALUE, 1)));
        if (!breaches.isEmpty()) {
            return new Breaks(kind, breaches);
        }
        Set<Pointer> doubts = kind == FailureKind.API_SERVER ? doubtsOfConfiguration() : Set.of();
        return doubts.isEmpty() ? new Survives(kind) : new Open(kind, Doubt.of(Cause.CONFIGURATION, doubts));
    }

    private static List<Breach> firstOfEach(Stream<Breach> breaches) {
        Map<Element, Breach> first = new LinkedHashMap<>();
        breaches.forEach(breach -> first.putIfAbsent(breach.lost(), breach));
        return List.copyOf(first.values());
    }

    /** Worked out as they are asked for: what nothing controls is found without taking anything away. */
    private Stream<Breach> breaches(FailureKind kind, Listing listing) {
        Stream<Breach> uncontrolled = clusters.stream()
                .filter(cluster -> cluster.controlPlanes().isEmpty())
                .map(cluster -> new ControlLost(List.of(), cluster));
        return Stream.concat(uncontrolled, Stream.of(kind).flatMap(each -> losses(each, listing)));
    }

    private Stream<Breach> losses(FailureKind kind, Listing listing) {
        List<Set<Failure>> failures = FailureUnits.of(reachability.topology()).of(kind).values().stream()
                .sorted(Comparator.comparing(Failure::name))
                .map(Set::of)
                .toList();
        return new Simulator(reachability)
                .impacts(failures, listing, Progress.UNWATCHED).stream().flatMap(ControlSurvival::lossesOf);
    }

    private static Stream<Breach> lossesOf(Impact impact) {
        Stream<Breach> frozen = impact.frozen().stream()
                .filter(each -> each.controlPlane() != null)
                .map(each -> new ControlLost(impact.failures(), each.cluster()));
        Stream<Breach> lost = impact.services(Effect.LOST).stream()
                .map(each -> new ServiceUnreached(impact.failures(), each.service()));
        return Stream.concat(frozen, lost);
    }

    /** A cluster may lose all its control planes with one API server if at most one is known to hold their configuration. */
    private Set<Pointer> doubtsOfConfiguration() {
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
