package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.ChangeRule;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET006",
        name = "first-named-network",
        severity = INFO,
        summary = "A mesh that runs without named networks gets its first one with a restart of its workloads",
        message =
                "Mesh {mesh} runs without named networks and gets its first in {clusters}; proxies that run there keep having none"
                        + " until they are restarted, and are served as if they were on every network",
        remedy = "Name the network with a new revision, and restart the workloads namespace by namespace.",
        source = "Istio, Deployment Models: Multiple networks; a proxy learns its network when it starts",
        since = "0.1")
final class FirstNamedNetwork implements ChangeRule {

    @Override
    public Stream<Outcome> check(Topology base, Topology head) {
        Map<String, Set<String>> unnamed = new HashMap<>();
        base.meshes().stream()
                .filter(mesh -> mesh.clusters().stream().noneMatch(FirstNamedNetwork::namesNetwork))
                .forEach(mesh -> unnamed.put(mesh.name(), namesOf(mesh)));
        return head.meshes().stream().flatMap(mesh -> outcome(mesh, unnamed.getOrDefault(mesh.name(), Set.of())));
    }

    private static boolean namesNetwork(Cluster cluster) {
        return cluster.network().filter(network -> !network.isImplicit()).isPresent();
    }

    private static Set<String> namesOf(Mesh mesh) {
        return mesh.clusters().stream().map(Cluster::name).collect(Collectors.toSet());
    }

    /**
     * What is to be said of a mesh.
     *
     * @param running the clusters it runs in without a named network; one that changes its mesh is installed anew
     */
    private static Stream<Outcome> outcome(Mesh mesh, Set<String> running) {
        List<Cluster> named = mesh.clusters().stream()
                .filter(cluster -> namesNetwork(cluster) && running.contains(cluster.name()))
                .toList();
        if (named.isEmpty()) {
            return Stream.empty();
        }
        List<Subject> subjects =
                named.stream().map(cluster -> cluster.subject("network")).toList();
        return Stream.of(Violation.of(subjects.subList(0, Math.min(subjects.size(), Violation.MOST_SUBJECTS)))
                .with("mesh", mesh.name())
                .with("clusters", Phrase.of("cluster", named)));
    }
}
