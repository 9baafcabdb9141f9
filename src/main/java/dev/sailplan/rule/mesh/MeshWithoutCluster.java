package dev.sailplan.rule.mesh;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "MSH005",
        name = "mesh-without-cluster",
        severity = ERROR,
        summary = "Every mesh has a cluster",
        message =
                "Mesh {mesh} has no cluster: no workload is part of it, and its services, control planes and federations lead"
                        + " nowhere",
        remedy = "Name the mesh in the field mesh of the clusters that belong to it, or remove the mesh.",
        source = "Topology document, version 1; Istio knows a mesh only by what its clusters are configured with",
        reads = {"clusters.mesh", "meshes"},
        since = "0.1")
final class MeshWithoutCluster implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        List<Mesh> empty = topology.meshes().stream()
                .filter(mesh -> mesh.clusters().isEmpty())
                .toList();
        List<Cluster> stray = empty.isEmpty() ? List.of() : strayIn(topology);
        return empty.stream().map(mesh -> violation(mesh, stray));
    }

    private static Violation violation(Mesh mesh, List<Cluster> stray) {
        Violation violation = Violation.of(mesh.subject()).with("mesh", mesh.name());
        return stray.isEmpty() ? violation : violation.advising("partOfNoMesh", Phrase.of("cluster", stray));
    }

    /** Clusters in no mesh that host no control plane either have probably lost the name of theirs. */
    private static List<Cluster> strayIn(Topology topology) {
        Set<Cluster> hosts = new HashSet<>();
        topology.controlPlanes().stream().map(ControlPlane::cluster).forEach(host -> host.ifPresent(hosts::add));
        return topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isEmpty() && !hosts.contains(cluster))
                .toList();
    }
}
