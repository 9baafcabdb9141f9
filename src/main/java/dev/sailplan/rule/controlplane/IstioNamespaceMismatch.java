package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL009",
        name = "istio-namespace-mismatch",
        severity = ERROR,
        summary = "A remote cluster and the control planes that serve it use one Istio namespace",
        message =
                "Istio's namespace is {namespace} in remote {clusters}, but {expected} for {controlPlanes}: the network and the"
                        + " annotations of the remote are looked for in the wrong namespace, and Istio does not report it",
        remedy =
                "Install Istio in the same namespace in the remote and for its control planes, which for an external control"
                        + " plane is the namespace it is installed in.",
        source = "Istio, Install Istio with an External Control Plane",
        reads = {
            "clusters.controlPlanes",
            "clusters.istioNamespace",
            "clusters.mesh",
            "controlPlanes.cluster",
            "controlPlanes.istioNamespace"
        },
        since = "0.1")
final class IstioNamespaceMismatch implements TopologyRule {

    /** What several remotes have in common whose control planes are in another namespace. */
    private record Cause(String namespace, Set<ControlPlane> elsewhere) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cause, List<Cluster>> causes = new LinkedHashMap<>();
        for (Cluster cluster : topology.clusters()) {
            if (!cluster.role().isRemote()) {
                continue;
            }
            Set<ControlPlane> elsewhere = cluster.controlPlanes().stream()
                    .filter(controlPlane -> !controlPlane.istioNamespace().equals(cluster.istioNamespace()))
                    .collect(Collectors.toSet());
            if (!elsewhere.isEmpty()) {
                causes.computeIfAbsent(new Cause(cluster.istioNamespace(), elsewhere), cause -> new ArrayList<>())
                        .add(cluster);
            }
        }
        return causes.entrySet().stream().map(entry -> violation(entry.getKey(), entry.getValue()));
    }

    private static Violation violation(Cause cause, List<Cluster> clusters) {
        List<Subject> subjects = new ArrayList<>();
        clusters.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject("istioNamespace")));
        cause.elsewhere().stream()
                .sorted(Comparator.comparing(ControlPlane::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(controlPlane -> subjects.add(controlPlane.subject("istioNamespace")));
        Set<String> expected =
                cause.elsewhere().stream().map(ControlPlane::istioNamespace).collect(Collectors.toSet());
        return Violation.of(subjects)
                .with("clusters", Phrase.of("cluster", clusters))
                .with("namespace", cause.namespace())
                .with("controlPlanes", Phrase.of("control plane", cause.elsewhere()))
                .with("expected", Phrase.names(expected))
                .repairedBy(
                        expected.size() == 1
                                ? moving(clusters, expected.iterator().next())
                                : List.of());
    }

    private static List<PatchOperation> moving(List<Cluster> clusters, String namespace) {
        return clusters.stream()
                .map(cluster -> PatchOperation.add(cluster.at().field("istioNamespace"), namespace))
                .toList();
    }
}
