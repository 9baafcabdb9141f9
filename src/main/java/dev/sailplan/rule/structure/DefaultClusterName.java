package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR009",
        name = "default-cluster-name",
        severity = WARNING,
        summary = "No cluster of a multicluster mesh is called Kubernetes, default, cluster1 or the like",
        message =
                "A default name is left to {clusters} of mesh {mesh}; the next installation that keeps the default has the same"
                        + " name, and istiod silently ignores the second of them",
        remedy =
                "Give the cluster a name of its own: global.multiCluster.clusterName in its installation, the --name of its"
                        + " remote secrets, and here.",
        source = "Istio, global.multiCluster.clusterName, whose default is Kubernetes",
        reads = {"clusters.mesh"},
        since = "0.1")
final class DefaultClusterName implements TopologyRule {

    /** What clusters are called where nobody chose a name, in lower case. */
    private static final Set<String> DEFAULTS = Set.of(
            "default",
            "docker-desktop",
            "in-cluster",
            "k3s-default",
            "kind",
            "kubernetes",
            "local",
            "microk8s-cluster",
            "minikube");

    private static final Pattern NUMBERED = Pattern.compile("cluster-?[0-9]*");

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream()
                .filter(mesh -> mesh.clusters().size() > 1)
                .flatMap(DefaultClusterName::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        List<Cluster> unnamed = mesh.clusters().stream()
                .filter(cluster -> isDefault(cluster.name()))
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        return unnamed.isEmpty() ? Stream.empty() : Stream.of(violation(mesh, unnamed));
    }

    private static boolean isDefault(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return DEFAULTS.contains(lower) || NUMBERED.matcher(lower).matches();
    }

    private static Violation violation(Mesh mesh, List<Cluster> unnamed) {
        return Violation.of(unnamed.stream()
                        .limit(Violation.MOST_SUBJECTS)
                        .map(cluster -> cluster.subject("name"))
                        .toList())
                .with("clusters", Phrase.of("cluster", unnamed))
                .with("mesh", mesh.name());
    }
}
