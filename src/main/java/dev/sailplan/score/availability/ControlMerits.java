package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.ControlPlaneAccess;
import dev.sailplan.score.Merit;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.function.Predicate;

/** What makes control more available than the place of control planes alone: for how many clusters of meshes it holds. */
final class ControlMerits {

    private static final int WORTH = 100;

    private ControlMerits() {}

    static List<Merit> of(Topology topology) {
        List<Cluster> clusters = topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent())
                .toList();
        ControlPlaneAccess access = new ControlPlaneAccess(topology.links());
        return List.of(
                merit(
                        "replicas over zones",
                        "have a control plane with two replicas in two zones",
                        clusters,
                        cluster -> cluster.controlPlanes().stream().anyMatch(ControlMerits::isSpread)),
                merit(
                        "second source of control",
                        "have control planes in two places",
                        clusters,
                        cluster -> cluster.controlPlanes().stream()
                                        .map(Seat::new)
                                        .map(Seat::failureDomain)
                                        .distinct()
                                        .count()
                                > 1),
                merit(
                        "reachable second source",
                        "certainly reach a control plane elsewhere",
                        clusters,
                        cluster -> cluster.controlPlanes().stream()
                                .skip(1)
                                .anyMatch(each -> access.reaches(cluster, each, ControlPlaneAccess.XDS_PORT)
                                        .isYes())));
    }

    private static boolean isSpread(ControlPlane controlPlane) {
        return controlPlane.replicas().orElse(1) > 1
                && controlPlane.zones().orElse(List.of()).size() > 1;
    }

    private static Merit merit(String fact, String what, List<Cluster> clusters, Predicate<Cluster> holds) {
        long count = clusters.stream().filter(holds).count();
        Pointer at = clusters.stream()
                .filter(holds.negate())
                .findFirst()
                .map(Cluster::at)
                .orElse(Pointer.ROOT.field("clusters"));
        return new Merit(
                fact,
                at,
                (int) (WORTH * count / clusters.size()),
                WORTH,
                "%d of %d clusters %s".formatted(count, clusters.size(), what));
    }
}
