package dev.sailplan.report;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.topology.Topology;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates documents: runs all rules and sums up what they say. */
public final class Validator {

    private final RuleEngine engine;
    private final RulesetInfo ruleset;

    public Validator(RuleCatalog catalog, Ruleset ruleset) {
        this.engine = new RuleEngine(catalog, ruleset);
        this.ruleset = new RulesetInfo(ruleset.version(), ruleset.date(), catalog.size());
    }

    /**
     * Validates a document.
     *
     * @param hash names the document in the report
     * @param asOf the day for which dates are judged, null for the document's
     * @param today the day that is meant if neither says
     * @param parts what the report holds besides what every report holds
     */
    public ValidationReport validate(
            ReadDocument document,
            DocumentHash hash,
            @Nullable LocalDate asOf,
            LocalDate today,
            Set<ReportPart> parts) {
        Evaluation evaluation = engine.evaluate(document, asOf, today);
        return new ValidationReport(
                document.content().name(),
                Verdict.of(evaluation.findings()),
                evaluation.topology().isPresent() ? "topology" : "structure",
                evaluation.asOf(),
                summaryOf(evaluation),
                evaluation.topology().map(Topology::deploymentModel).orElse(null),
                evaluation.findings(),
                evaluation.truncated(),
                evaluation.notEvaluated(),
                parts.contains(ReportPart.REACHABILITY)
                        ? evaluation
                                .reachability()
                                .map(Reachability::matrix)
                                .map(ReachabilityReport::of)
                                .orElse(null)
                        : null,
                hash,
                ruleset);
    }

    private static Summary summaryOf(Evaluation evaluation) {
        List<Finding> standing = evaluation.findings().stream()
                .filter(finding -> finding.waived() == null)
                .toList();
        return new Summary(
                count(standing, Severity.ERROR),
                count(standing, Severity.WARNING),
                count(standing, Severity.INFO),
                evaluation.findings().size() - standing.size(),
                evaluation.notEvaluated().size());
    }

    private static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
