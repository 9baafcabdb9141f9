package dev.sailplan.report.score;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.fix.Levers;
import dev.sailplan.fix.Source;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Scorecard;

/** Scores documents, with what would raise their scores. */
public final class Scoring {

    private final RuleEngine engine;
    private final Levers levers;
    private final Ruleset ruleset;
    private final int rules;

    public Scoring(RuleEngine engine, Levers levers, RuleCatalog catalog, Ruleset ruleset) {
        this.engine = engine;
        this.levers = levers;
        this.ruleset = ruleset;
        this.rules = catalog.size();
    }

    /**
     * Scores a document without structural errors.
     *
     * @param source what it was read from
     * @param terms by which a change may not do harm
     */
    public ScoreReport score(ReadDocument document, Source source, Terms terms) {
        Evaluation evaluation = engine.evaluate(document, terms);
        Levers.Offer offer = levers.offer(source, document, evaluation, terms);
        Scorecard card = offer.card();
        return new ScoreReport(
                document.content().name(),
                evaluation.asOf(),
                card.availability().listed(),
                card.isolation().listed(),
                offer.untried(),
                DocumentHash.of(source.bytes()),
                new RulesetInfo(ruleset.version(terms.profile()), ruleset.date(), rules));
    }
}
