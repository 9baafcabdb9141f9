package dev.sailplan.rule.mesh;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Federation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "MSH002",
        name = "federation-not-reciprocal",
        severity = WARNING,
        summary = "A federation is declared by both meshes, by one that shares nothing as well",
        message =
                "Mesh {mesh} does not return the federation declared by {peers}: it exports nothing there, and no tool tells a"
                        + " one-way federation from a forgotten half",
        remedy =
                "List the other mesh in federatesWith on this side too, with the services it may call, or with exports: [] if"
                        + " sharing is meant to go one way.",
        source = "Istio, Deployment Models: Multiple meshes; topology document: federatesWith",
        reads = {"meshes.federatesWith"},
        since = "0.1")
final class FederationNotReciprocal implements TopologyRule {

    /** A declaration that the other mesh does not return. */
    private record OneSided(Mesh declaring, Federation federation) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Mesh, Set<Mesh>> declared = new LinkedHashMap<>();
        topology.meshes().forEach(mesh -> declared.put(mesh, peersDeclaredBy(mesh)));
        Map<Mesh, List<OneSided>> bySilent = new LinkedHashMap<>();
        for (Mesh mesh : topology.meshes()) {
            for (Federation federation : mesh.federations()) {
                Mesh peer = federation.mesh();
                if (!declared.getOrDefault(peer, Set.of()).contains(mesh)) {
                    bySilent.computeIfAbsent(peer, key -> new ArrayList<>()).add(new OneSided(mesh, federation));
                }
            }
        }
        return bySilent.entrySet().stream().map(entry -> violation(entry.getKey(), entry.getValue()));
    }

    private static Set<Mesh> peersDeclaredBy(Mesh mesh) {
        return mesh.federations().stream().map(Federation::mesh).collect(Collectors.toCollection(HashSet::new));
    }

    /** However many meshes declare it, the list to change is that of the one that does not. */
    private static Outcome violation(Mesh silent, List<OneSided> declarations) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(silent.subject("federatesWith"));
        declarations.stream()
                .sorted(Comparator.comparing((OneSided each) -> each.declaring().name()))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(each -> subjects.add(
                        new Subject(each.federation().at(), each.declaring().id())));
        Set<Mesh> declaring = declarations.stream().map(OneSided::declaring).collect(Collectors.toSet());
        return Violation.of(subjects).with("mesh", silent.name()).with("peers", Phrase.of("mesh", declaring));
    }
}
