package dev.sailplan.ranking;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.failure.Impact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.Frozen;
import dev.sailplan.failure.Listing;
import dev.sailplan.failure.Progress;
import dev.sailplan.failure.Simulator;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

    RequirementResult judge(FailureKind kind) {
        String requirement = Survival.requirementOf(kind);
        if (clusters.isEmpty()) {
            return RequirementResult.unknown(requirement, "no cluster is part of a mesh", List.of(CLUSTERS));
        }
        Optional<String> loss = uncontrolled().or(() -> firstLoss(kind));
        if (loss.isPresent()) {
            return RequirementResult.notMet(requirement, loss.get());
        }
        Set<Pointer> doubts = kind == FailureKind.API_SERVER ? doubtsOfConfiguration() : Set.of();
        return doubts.isEmpty()
                ? RequirementResult.met(requirement, "every cluster keeps a control plane")
                : RequirementResult.unknown(
                        requirement, "it is not known from where control planes read their configuration", doubts);
    }

    private Optional<String> uncontrolled() {
        return clusters.stream()
                .filter(cluster -> cluster.controlPlanes().isEmpty())
                .findFirst()
                .map(cluster -> "cluster " + cluster.name() + " has no control plane");
    }

    private Optional<String> firstLoss(FailureKind kind) {
        List<Set<Failure>> failures = FailureUnits.of(reachability.topology()).of(kind).values().stream()
                .sorted(Comparator.comparing(Failure::name))
                .map(Set::of)
                .toList();
        return new Simulator(reachability)
                .impacts(failures, new Listing(1, 1), Progress.UNWATCHED).stream()
                        .flatMap(impact -> lossOf(impact).stream())
                        .findFirst();
    }

    private static Optional<String> lossOf(Impact impact) {
        String without = "the loss of " + Survival.nameOf(impact.failures().get(0)) + " leaves ";
        Stream<String> frozen = impact.frozen().stream()
                .filter(each -> each.controlPlane() != null)
                .map(Frozen::cluster)
                .map(cluster -> without + "cluster " + cluster.name() + " without a control plane");
        Stream<String> lost = impact.services(Effect.LOST).stream()
                .map(each -> without + Survival.nameOf(each.service()) + " without consumers that reach it");
        return Stream.concat(frozen, lost).findFirst();
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
