package dev.sailplan.rule.mesh;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Suggestion;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Federation;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

@RuleInfo(
        code = "MSH003",
        name = "export-unknown-service",
        severity = ERROR,
        summary = "A federation exports services that exist in the mesh that exports them",
        message =
                "Mesh {mesh} exports {service} to {peers} and has no service of that name, so that calls to it find no"
                        + " endpoint{hint}",
        remedy = "Correct the name, declare the service in the mesh that exports it, or take it out of exports.",
        source = "Topology document, version 1; Istio keeps a ServiceEntry for a service that exists nowhere",
        reads = {"meshes.federatesWith", "meshes.federatesWith.exports", "services"},
        since = "0.1")
final class ExportUnknownService implements TopologyRule {

    /** Bounds the work on a document that is wrong everywhere. */
    private static final int MOST_HINTS = 100;

    /** A name that nothing has: one cause, to however many meshes it is exported. */
    private static final class Unknown {
        private final List<Subject> places = new ArrayList<>();
        private final Set<Mesh> peers = new LinkedHashSet<>();

        void add(Subject place, Mesh peer) {
            places.add(place);
            peers.add(peer);
        }
    }

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Mesh, SortedSet<String>> names = new HashMap<>();
        int[] hints = {0};
        return topology.meshes().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .flatMap(mesh -> unknownIn(mesh, names).entrySet().stream().map(entry -> {
                    String hint = hints[0]++ < MOST_HINTS ? hint(entry.getKey(), mesh, entry.getValue(), names) : "";
                    return withRepair(
                            violation(mesh, entry.getKey(), entry.getValue()).with("hint", hint));
                }));
    }

    private static Violation withRepair(Violation violation) {
        return Suggestion.in(violation)
                .map(name -> violation.repairedBy(violation.subjects().stream()
                        .map(subject -> PatchOperation.replace(subject.pointer(), name))
                        .toList()))
                .orElse(violation);
    }

    private static SortedMap<String, Unknown> unknownIn(Mesh mesh, Map<Mesh, SortedSet<String>> names) {
        SortedMap<String, Unknown> unknown = new TreeMap<>();
        for (Federation federation : mesh.federations()) {
            List<String> exports = federation.exports();
            for (int i = 0; i < exports.size(); i++) {
                if (!namesIn(mesh, names).contains(exports.get(i))) {
                    Pointer place = federation.at().field("exports").index(i);
                    unknown.computeIfAbsent(exports.get(i), key -> new Unknown())
                            .add(new Subject(place, mesh.id()), federation.mesh());
                }
            }
        }
        return unknown;
    }

    private static SortedSet<String> namesIn(Mesh mesh, Map<Mesh, SortedSet<String>> names) {
        return names.computeIfAbsent(mesh, key -> {
            SortedSet<String> all = new TreeSet<>();
            mesh.services().forEach(service -> all.add(nameOf(service)));
            return all;
        });
    }

    private static String nameOf(Service service) {
        return service.namespace() + "/" + service.shortName();
    }

    /** What is listed as an export and is a service of the other side was meant the other way round. */
    private static String hint(String name, Mesh mesh, Unknown unknown, Map<Mesh, SortedSet<String>> names) {
        return unknown.peers.stream()
                .filter(peer -> namesIn(peer, names).contains(name))
                .map(Mesh::name)
                .min(String::compareTo)
                .map(peer -> "; it is a service of mesh " + peer)
                .orElseGet(() -> DidYouMean.hint(name, namesIn(mesh, names)));
    }

    private static Violation violation(Mesh mesh, String name, Unknown unknown) {
        return Violation.of(
                        unknown.places.stream().limit(Violation.MOST_SUBJECTS).toList())
                .with("mesh", mesh.name())
                .with("service", name)
                .with("peers", Phrase.of("mesh", unknown.peers));
    }
}
