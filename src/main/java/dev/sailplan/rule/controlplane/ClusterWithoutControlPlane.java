package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Role;
import dev.sailplan.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL002",
        name = "cluster-without-control-plane",
        severity = ERROR,
        summary = "Every cluster of a mesh is served by a control plane",
        message =
                "No control plane serves {clusters} of mesh {mesh} ({hint}); no proxy is injected or configured there",
        remedy = "List the control planes that serve it in the cluster's controlPlanes, or run one in it.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.mesh"
        },
        since = "0.1")
final class ClusterWithoutControlPlane implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(ClusterWithoutControlPlane::judge);
    }

    /** A mesh without any control plane is one cause; otherwise each cluster that none serves has its own. */
    private static Stream<Outcome> judge(Mesh mesh) {
        List<Cluster> unserved = mesh.clusters().stream()
                .filter(cluster -> cluster.role() == Role.UNSERVED)
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        if (unserved.isEmpty()) {
            return Stream.empty();
        }
        return mesh.controlPlanes().isEmpty()
                ? Stream.of(violation(unserved, mesh))
                : unserved.stream().map(cluster -> violation(List.of(cluster), mesh));
    }

    private static Outcome violation(List<Cluster> clusters, Mesh mesh) {
        return Violation.of(clusters.stream()
                        .map(cluster -> cluster.subject("controlPlanes"))
                        .toList())
                .with("clusters", Phrase.of("cluster", clusters))
                .with("mesh", mesh.name())
                .with("hint", hint(mesh));
    }

    private static String hint(Mesh mesh) {
        return mesh.controlPlanes().isEmpty()
                ? "the mesh has none"
                : "the mesh has " + Phrase.of("control plane", mesh.controlPlanes());
    }
}
