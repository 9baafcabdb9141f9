package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

@RuleInfo(
        code = "STR007",
        name = "empty-topology",
        severity = ERROR,
        summary = "There is something to check: at least one cluster",
        message = "The topology declares no cluster, so there is nothing to check",
        remedy = "Declare the clusters of the deployment; a check of nothing would be a false green.",
        source = "Topology document, version 1",
        since = "0.1")
final class EmptyTopology implements DocumentRule {

    @Override
    public Stream<Violation> check(ReadDocument document) {
        boolean unreadable = document.faults(Fault.Kind.WRONG_TYPE)
                .anyMatch(fault -> fault.pointer().text().equals("/clusters"));
        boolean empty = Objects.requireNonNullElse(document.content().clusters(), List.of())
                .isEmpty();
        return empty && !unreadable
                ? Stream.of(Violation.of(new Subject(Pointer.ROOT.field("clusters"), null)))
                : Stream.empty();
    }
}
