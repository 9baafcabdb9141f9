package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Fault;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR002",
        name = "duplicate-key",
        severity = ERROR,
        summary = "A key occurs once in an object",
        message = "Field {path} of {where} is written more than once",
        remedy = "Keep one of the values; parsers disagree on which of them counts.",
        source = "Topology document, version 1; RFC 8259, section 4",
        since = "0.1")
final class DuplicateKey implements DocumentRule {

    @Override
    public Stream<Violation> check(ReadDocument document) {
        return Faults.of(document, Fault.Kind.DUPLICATE_KEY);
    }
}
