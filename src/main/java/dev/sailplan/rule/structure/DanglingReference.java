package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DeclaredNames;
import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.ElementNames;
import dev.sailplan.document.ElementNames.Spot;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.References;
import dev.sailplan.document.Refers;
import dev.sailplan.document.Subject;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Suggestion;
import dev.sailplan.rule.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR005",
        name = "dangling-reference",
        severity = ERROR,
        summary = "Every reference names something the document declares",
        message = "Field {path} of {where} names the {kind} {name}, which is not declared{hint}",
        remedy = "Correct the name, or declare what it names.",
        source = "Topology document, version 1; Istio accepts such names and silently does nothing with them",
        since = "0.1")
final class DanglingReference implements DocumentRule {

    private static final String ALL = "*";

    /** Bounds the work on a document that is wrong everywhere. */
    private static final int MOST_NAMES = 1_001;

    private static final int MOST_PLACES = 1_000;
    private static final int MOST_HINTS = 100;

    /** Where the elements of a kind are declared. */
    private static final Map<ElementKind, List<String>> LISTS = Map.of(
            ElementKind.NETWORK, List.of("/networks"),
            ElementKind.MESH, List.of("/meshes"),
            ElementKind.CLUSTER, List.of("/clusters"),
            ElementKind.CONTROL_PLANE, List.of("/controlPlanes"),
            ElementKind.SERVICE, List.of("/services", "/meshes"),
            ElementKind.NAMESPACE, List.of("/services", "/tenants", "/meshes"),
            ElementKind.TENANT, List.of("/tenants"));

    /** A name that nothing has: one cause, in however many places it is written. */
    private record Dangling(List<ElementKind> kinds, String name) {

        String kind() {
            return kinds.stream().map(ElementKind::words).collect(Collectors.joining(" or "));
        }
    }

    @Override
    public Stream<Violation> check(ReadDocument document) {
        DeclaredNames names = DeclaredNames.of(document.content());
        Set<String> unreadable = document.faults(Fault.Kind.WRONG_TYPE)
                .map(fault -> fault.pointer().text())
                .collect(Collectors.toSet());
        Map<Dangling, List<Pointer>> dangling = new LinkedHashMap<>();
        References.visit(document.content(), (refers, name, place) -> {
            if (!isDeclared(refers, name, names) && isJudged(refers, name, place, unreadable)) {
                add(new Dangling(Arrays.asList(refers.value()), name), place, dangling);
            }
        });
        int[] hints = {0};
        return dangling.entrySet().stream()
                .map(entry -> violation(document.content(), entry.getKey(), entry.getValue())
                        .with("hint", hints[0]++ < MOST_HINTS ? hintFor(entry.getKey(), names) : ""))
                .map(DanglingReference::withRepair);
    }

    private static Violation withRepair(Violation violation) {
        return Suggestion.in(violation)
                .map(name -> violation.repairedBy(violation.subjects().stream()
                        .map(subject -> PatchOperation.replace(subject.pointer(), name))
                        .toList()))
                .orElse(violation);
    }

    private static boolean isDeclared(Refers refers, String name, DeclaredNames names) {
        if (refers.orAll() && name.equals(ALL)) {
            return true;
        }
        return Arrays.stream(refers.value()).anyMatch(kind -> names.of(kind).containsKey(name));
    }

    /** A name is no reference if it is itself unreadable, and cannot be found in a list that is. */
    private static boolean isJudged(Refers refers, String name, References.Place place, Set<String> unreadable) {
        if (name.isEmpty() || unreadable.isEmpty()) {
            return !name.isEmpty();
        }
        return !unreadable.contains(place.pointer().text())
                && Arrays.stream(refers.value())
                        .flatMap(kind -> LISTS.getOrDefault(kind, List.of()).stream())
                        .noneMatch(unreadable::contains);
    }

    private static void add(Dangling name, References.Place place, Map<Dangling, List<Pointer>> dangling) {
        List<Pointer> places = dangling.get(name);
        if (places == null && dangling.size() < MOST_NAMES) {
            places = new ArrayList<>();
            dangling.put(name, places);
        }
        if (places != null && places.size() < MOST_PLACES) {
            places.add(place.pointer());
        }
    }

    private static Violation violation(TopologyDocument content, Dangling dangling, List<Pointer> places) {
        Spot first = ElementNames.spotOf(content, places.get(0));
        return Violation.of(places.stream()
                        .map(place -> new Subject(
                                place, ElementNames.spotOf(content, place).element()))
                        .toList())
                .with("path", first.path())
                .with("where", first.where())
                .with("kind", dangling.kind())
                .with("name", dangling.name());
    }

    private static String hintFor(Dangling dangling, DeclaredNames names) {
        Set<String> known = new LinkedHashSet<>();
        dangling.kinds().forEach(kind -> known.addAll(names.of(kind).keySet()));
        List<String> sorted = known.stream().sorted().toList();
        return sorted.stream()
                .filter(name -> name.endsWith("/" + dangling.name()))
                .findFirst()
                .map(name -> "; did you mean " + name + "?")
                .orElseGet(() -> DidYouMean.hint(dangling.name(), sorted));
    }
}
