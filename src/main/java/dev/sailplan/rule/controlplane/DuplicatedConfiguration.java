package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL011",
        name = "duplicated-configuration",
        severity = INFO,
        summary = "Where several API servers hold the configuration of a mesh, tooling replicates it to each of them",
        message =
                "The configuration of mesh {mesh} is read from {count} API servers, those of {clusters}; a resource applied to"
                        + " one of them changes nothing for proxies that are configured from another",
        remedy =
                "Apply VirtualServices, DestinationRules, policies and the mesh configuration to each of these clusters by"
                        + " one pipeline, and nothing by hand.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.mesh"
        },
        since = "0.1")
final class DuplicatedConfiguration implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(DuplicatedConfiguration::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        Set<Cluster> sources = new LinkedHashSet<>();
        List<Pointer> unknown = new ArrayList<>();
        for (ControlPlane controlPlane : mesh.controlPlanes()) {
            if (!controlPlane.servedClusters().isEmpty()) {
                controlPlane
                        .configCluster()
                        .asOptional()
                        .ifPresentOrElse(
                                sources::add,
                                () -> unknown.add(controlPlane.configCluster().at()));
            }
        }
        if (sources.size() > 1) {
            return Stream.of(violation(mesh, sources));
        }
        boolean mayBeSeveral = sources.size() + unknown.size() > 1;
        return mayBeSeveral ? Stream.of(new Missing(unknown)) : Stream.empty();
    }

    private static Violation violation(Mesh mesh, Set<Cluster> sources) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(mesh.subject());
        sources.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject()));
        return Violation.of(subjects)
                .with("mesh", mesh.name())
                .with("count", sources.size())
                .with("clusters", Phrase.of("cluster", sources));
    }
}
