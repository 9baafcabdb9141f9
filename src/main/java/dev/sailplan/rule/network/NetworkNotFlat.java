package dev.sailplan.rule.network;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Links.Separation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "NET003",
        name = "network-not-flat",
        severity = ERROR,
        summary = "Clusters that share a network are routable from each other",
        message =
                "Clusters {source} and {target} are both on {place}, and the link from {from} to {to} is not routable; clients in"
                        + " {source} are given the pod addresses of {target} without a gateway, and time out",
        remedy =
                "Give clusters that no route joins networks of their own, each with an east-west gateway, or route between them.",
        source = "Istio, Deployment Models: Network models",
        reads = {"clusters.mesh", "clusters.network", "links", "links.routable", "meshes.federatesWith"},
        since = "0.1")
final class NetworkNotFlat implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.links().areDeclared()
                ? topology.links().separations(families(topology)).stream().map(NetworkNotFlat::violation)
                : Stream.empty();
    }

    /** The clusters of each mesh, together with those of meshes it is federated with: endpoints are exchanged among them alone. */
    private static List<List<Cluster>> families(Topology topology) {
        List<List<Cluster>> families = new ArrayList<>();
        Set<Mesh> seen = new HashSet<>();
        for (Mesh mesh : topology.meshes()) {
            Deque<Mesh> open = new ArrayDeque<>(List.of(mesh));
            List<Cluster> family = new ArrayList<>();
            while (!open.isEmpty()) {
                Mesh next = open.pop();
                if (seen.add(next)) {
                    family.addAll(next.clusters());
                    open.addAll(next.peers());
                }
            }
            families.add(family);
        }
        return families;
    }

    /** About the link, and the networks of two clusters that should not be the same. */
    private static Violation violation(Separation separation) {
        List<Subject> subjects = new ArrayList<>();
        separation.barrier().at().forEach(link -> subjects.add(new Subject(link, null)));
        subjects.add(separation.source().subject("network"));
        subjects.add(separation.target().subject("network"));
        return Violation.of(subjects)
                .with("network", separation.network().name())
                .with("place", separation.network().label())
                .with("from", separation.barrier().from())
                .with("to", separation.barrier().to())
                .with("source", separation.source().name())
                .with("target", separation.target().name());
    }
}
