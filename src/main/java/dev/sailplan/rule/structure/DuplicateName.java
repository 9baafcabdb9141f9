package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.DeclaredNames;
import dev.sailplan.document.ElementId;
import dev.sailplan.document.ElementKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR004",
        name = "duplicate-name",
        severity = ERROR,
        summary = "A name is used once for each kind of element",
        message = "The name {name} is given to {count} elements of kind {kind}",
        remedy = "Give each of them a name of its own, and correct the references to them.",
        source = "Topology document, version 1; Istio ignores a second remote secret with the name of a known cluster",
        since = "0.1")
final class DuplicateName implements DocumentRule {

    /** Two services of one name are a collision in their mesh, which SVC007 reports. */
    private static final Set<ElementKind> SHARED = Set.of(ElementKind.SERVICE, ElementKind.NAMESPACE);

    @Override
    public Stream<Violation> check(ReadDocument document) {
        DeclaredNames names = DeclaredNames.of(document.content());
        return Stream.of(ElementKind.values())
                .filter(kind -> !SHARED.contains(kind))
                .flatMap(kind -> names.of(kind).entrySet().stream()
                        .filter(entry -> entry.getValue().size() > 1)
                        .map(entry -> violation(new ElementId(kind, entry.getKey()), entry.getValue())));
    }

    private static Violation violation(ElementId element, List<Pointer> places) {
        return Violation.of(places.stream()
                        .map(place -> new Subject(place.field("name"), element))
                        .toList())
                .with("name", element.name())
                .with("count", places.size())
                .with("kind", element.kind().words());
    }
}
