package dev.sailplan.report;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Fixes;
import dev.sailplan.fix.Levers;
import dev.sailplan.fix.Source;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.StepWatch.Step;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.ValidationReport.Scores;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.topology.Topology;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Validates documents: runs all rules and sums up what they say. */
public final class Validator {

    private final RuleEngine engine;
    private final Fixes fixes;
    private final Levers levers;
    private final Ruleset ruleset;
    private final int rules;
    private final StepWatch watch;

    public Validator(RuleEngine engine, Fixes fixes, Levers levers, RuleCatalog catalog, Ruleset ruleset) {
        this(engine, fixes, levers, catalog, ruleset, StepWatch.NONE);
    }

    /**
     * Creates a validator.
     *
     * @param watch looks on
     */
    public Validator(
            RuleEngine engine, Fixes fixes, Levers levers, RuleCatalog catalog, Ruleset ruleset, StepWatch watch) {
        this.engine = engine;
        this.fixes = fixes;
        this.levers = levers;
        this.ruleset = ruleset;
        this.rules = catalog.size();
        this.watch = watch;
    }

    /**
     * Validates a document.
     *
     * @param source what it was read from
     * @param terms what it is judged by
     * @param parts what the report holds besides what every report holds
     */
    public ValidationReport validate(ReadDocument document, Source source, Terms terms, Set<ReportPart> parts) {
        Evaluation evaluation = step(Step.RULES, () -> engine.evaluate(document, terms));
        Fixes.Offer offer = step(Step.FIXES, () -> fixes.offer(source, document, evaluation, terms));
        Optional<Scores> scores = step(
                Step.SCORES,
                () -> evaluation
                        .topology()
                        .map(topology -> levers.offerInPassing(source, document, evaluation, terms, offer.trials()))
                        .map(Scores::of));
        return new ValidationReport(
                document.content().name(),
                Verdict.of(evaluation.findings()),
                evaluation.topology().isPresent() ? "topology" : "structure",
                evaluation.asOf(),
                Summary.of(evaluation),
                evaluation.topology().map(Topology::deploymentModel).orElse(null),
                offer.findings(),
                evaluation.truncated(),
                offer.untried(),
                evaluation.notEvaluated(),
                MissingFacts.of(evaluation.notEvaluated()),
                scores.orElse(null),
                parts.contains(ReportPart.REACHABILITY)
                        ? evaluation
                                .reachability()
                                .map(Reachability::matrix)
                                .map(ReachabilityReport::of)
                                .orElse(null)
                        : null,
                terms.profile(),
                terms.ignoringWaivers(),
                DocumentHash.of(source.bytes()),
                new RulesetInfo(ruleset.version(terms.profile()), ruleset.date(), rules));
    }

    private <T> T step(Step step, Supplier<T> work) {
        Runnable end = watch.begin(step);
        try {
            return work.get();
        } finally {
            end.run();
        }
    }
}
