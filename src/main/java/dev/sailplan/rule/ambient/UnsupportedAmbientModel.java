package dev.sailplan.rule.ambient;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "AMB001",
        name = "unsupported-ambient-model",
        severity = ERROR,
        sometimes = WARNING,
        summary = "Ambient clusters have a control plane each, and a network each",
        message = "Ambient {clusters} of mesh {mesh} {problem}; Istio installs that without complaint, supports ambient"
                + " multicluster {model} only, and calls between clusters may fail",
        remedy = "Install a control plane in every ambient cluster and give each a network of its own with an east-west"
                + " gateway, or use sidecars.",
        source = "Istio, Ambient multicluster: Before you begin",
        reads = {
            "clusters.controlPlanes",
            "clusters.dataPlane",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes.cluster",
            "meshes.dataPlane"
        },
        since = "0.1")
final class UnsupportedAmbientModel implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(UnsupportedAmbientModel::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        List<Cluster> ambient = mesh.clusters().stream()
                .filter(cluster -> cluster.dataPlane() == DataPlane.AMBIENT)
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        return Stream.concat(remotes(mesh, ambient), networks(mesh, ambient));
    }

    /** By the control planes that serve them: these are what would have to be in each cluster. */
    private static Stream<Outcome> remotes(Mesh mesh, List<Cluster> ambient) {
        Map<Set<ControlPlane>, List<Cluster>> byServers = new LinkedHashMap<>();
        ambient.stream()
                .filter(cluster -> cluster.role().isRemote())
                .forEach(cluster -> byServers
                        .computeIfAbsent(Set.copyOf(cluster.controlPlanes()), key -> new ArrayList<>())
                        .add(cluster));
        return byServers.entrySet().stream().map(entry -> remotes(mesh, entry.getValue(), entry.getKey()));
    }

    private static Outcome remotes(Mesh mesh, List<Cluster> clusters, Set<ControlPlane> servers) {
        boolean external = servers.stream().allMatch(ControlPlane::isExternal);
        String noun = external ? "external control plane" : "control plane";
        return violation(mesh, clusters, "controlPlanes", ERROR)
                .with(
                        "problem",
                        (clusters.size() == 1 ? "is" : "are") + " served by " + Phrase.of(noun, servers) + " elsewhere")
                .with("model", "as multi-primary");
    }

    private static Stream<Outcome> networks(Mesh mesh, List<Cluster> ambient) {
        Map<Network, List<Cluster>> byNetwork = new LinkedHashMap<>();
        ambient.forEach(cluster -> cluster.network()
                .ifPresent(network -> byNetwork
                        .computeIfAbsent(network, key -> new ArrayList<>())
                        .add(cluster)));
        Severity severity = byNetwork.size() == 1 ? ERROR : WARNING;
        return byNetwork.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> sharing(mesh, entry.getValue(), entry.getKey(), severity));
    }

    private static Outcome sharing(Mesh mesh, List<Cluster> clusters, Network network, Severity severity) {
        return violation(mesh, clusters, "network", severity)
                .with("problem", "share " + network.label())
                .with("model", "between networks");
    }

    private static Violation violation(Mesh mesh, Collection<Cluster> clusters, String field, Severity severity) {
        List<Subject> subjects = clusters.stream()
                .limit(Violation.MOST_SUBJECTS)
                .map(cluster -> cluster.subject(field))
                .toList();
        return Violation.of(subjects)
                .as(severity)
                .with("clusters", Phrase.of("cluster", clusters))
                .with("mesh", mesh.name());
    }
}
