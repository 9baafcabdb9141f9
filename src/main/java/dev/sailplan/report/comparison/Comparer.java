package dev.sailplan.report.comparison;

import dev.sailplan.comparison.Differences;
import dev.sailplan.comparison.FindingChanges;
import dev.sailplan.comparison.NewlyMissing;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.Verdict;
import dev.sailplan.report.comparison.ComparisonReport.ChangeSummary;
import dev.sailplan.report.comparison.ComparisonReport.ComparedFindings;
import dev.sailplan.report.comparison.ComparisonReport.ComparedTopology;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.Scorecard;
import dev.sailplan.score.Scorer;
import java.time.LocalDate;
import java.util.Objects;

/** Compares two versions of a topology: what they say, what is found in them, and their scores. */
public final class Comparer {

    private final RuleEngine engine;
    private final Scorer scorer;
    private final Ruleset ruleset;
    private final int rules;

    public Comparer(RuleEngine engine, Scorer scorer, RuleCatalog catalog, Ruleset ruleset) {
        this.engine = engine;
        this.scorer = scorer;
        this.ruleset = ruleset;
        this.rules = catalog.size();
    }

    /**
     * Compares two documents without structural errors. Both are judged for one day, so that no finding is new because time has
     * passed: if the terms name none, the day of the later document.
     *
     * @param base what is there
     * @param head what is to become of it
     */
    public ComparisonReport compare(ReadDocument base, ReadDocument head, Terms terms) {
        Terms both = onOneDay(terms, head);
        Evaluation before = engine.evaluate(base, both);
        Evaluation after = engine.evaluate(head, both);
        Evaluation onTheWay =
                engine.compare(before.topology().orElseThrow(), after.topology().orElseThrow(), head, both);
        Differences differences = Differences.between(base.content(), head.content());
        FindingChanges findings = FindingChanges.of(before.allFindings(), after.allFindings(), onTheWay.allFindings());
        return new ComparisonReport(
                ComparedTopology.of(base.content().name(), before, score(before, both)),
                ComparedTopology.of(head.content().name(), after, score(after, both)),
                Verdict.of(findings.counting()),
                after.asOf(),
                ChangeSummary.of(differences, findings),
                differences.changes(),
                differences.unlisted(),
                ComparedFindings.of(findings),
                NewlyMissing.between(base.content(), before.notEvaluated(), head.content(), after.notEvaluated()),
                terms.profile(),
                terms.ignoringWaivers(),
                terms.failureModel().byName(),
                new RulesetInfo(ruleset.version(terms.profile()), ruleset.date(), rules));
    }

    private Scorecard score(Evaluation evaluation, Terms terms) {
        return scorer.score(new Deployment(evaluation.reachability().orElseThrow(), terms.failureModel()));
    }

    private static Terms onOneDay(Terms terms, ReadDocument head) {
        LocalDate stated = terms.asOf() == null ? head.content().asOf() : terms.asOf();
        LocalDate day = Objects.requireNonNullElse(stated, terms.today());
        return terms.onDay(day);
    }
}
