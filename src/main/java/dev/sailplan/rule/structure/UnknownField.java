package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Fault;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
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
        return Faults.of(document, Fault.Kind.UNKNOWN_FIELD);
    }
}
