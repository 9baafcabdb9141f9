package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Suggestion;
import dev.sailplan.rule.Violation;
import java.util.Optional;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR001",
        name = "unknown-field",
        severity = ERROR,
        summary = "Every field is one the format knows",
        message = "Field {path} of {where} is not in the format{hint}",
        remedy = "Correct the name of the field or remove it; what is not understood is not checked.",
        source = "Topology document, version 1",
        since = "0.1")
final class UnknownField implements DocumentRule {

    @Override
    public Stream<Violation> check(ReadDocument document) {
        return Faults.of(document, Fault.Kind.UNKNOWN_FIELD)
                .map(violation -> Suggestion.in(violation)
                        .flatMap(name -> renaming(violation.subjects().get(0).pointer(), name, document))
                        .map(violation::repairedBy)
                        .orElse(violation));
    }

    /** None where the right field is there as well. */
    private static Optional<PatchOperation> renaming(Pointer field, String name, ReadDocument document) {
        Pointer right = field.parent().field(name);
        return document.positions().contains(right) ? Optional.empty() : Optional.of(PatchOperation.move(field, right));
    }
}
