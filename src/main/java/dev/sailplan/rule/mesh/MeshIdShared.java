package dev.sailplan.rule.mesh;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "MSH001",
        name = "mesh-id-shared",
        severity = ERROR,
        summary = "Federated meshes have different mesh ids",
        message =
                "Federated meshes {meshes} share the mesh id {meshId}; their services and telemetry cannot be told apart",
        remedy = "Give each mesh a mesh id that is unique among all it is federated with.",
        source = "Istio, Deployment Models: Multiple meshes",
        reads = {"meshes.federatesWith", "meshes.meshId"},
        since = "0.1")
final class MeshIdShared implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Set<Mesh> seen = new HashSet<>();
        return topology.meshes().stream()
                .filter(mesh -> !seen.contains(mesh))
                .map(mesh -> groupOf(mesh, seen))
                .filter(group -> group.size() > 1)
                .map(MeshIdShared::violation);
    }

    /** The meshes that are federated with this one, directly or through each other, and have the same id. */
    private static Set<Mesh> groupOf(Mesh mesh, Set<Mesh> seen) {
        Set<Mesh> group = new LinkedHashSet<>();
        Deque<Mesh> next = new ArrayDeque<>();
        next.add(mesh);
        while (!next.isEmpty()) {
            Mesh current = next.poll();
            if (seen.add(current)) {
                group.add(current);
                current.peers().stream()
                        .filter(peer -> peer.meshId().equals(mesh.meshId()))
                        .forEach(next::add);
            }
        }
        return group;
    }

    private static Outcome violation(Set<Mesh> group) {
        return Violation.of(group.stream()
                        .sorted(Comparator.comparing(Mesh::name))
                        .map(mesh -> mesh.subject("meshId"))
                        .toList())
                .with("meshes", Phrase.of(group))
                .with("meshId", group.iterator().next().meshId())
                .repairedBy(group.stream()
                        .filter(mesh -> !mesh.meshId().equals(mesh.name()))
                        .map(mesh -> PatchOperation.add(mesh.at().field("meshId"), mesh.name()))
                        .toList());
    }
}
