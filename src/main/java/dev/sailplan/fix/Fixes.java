package dev.sailplan.fix;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.Evaluation.Found;
import dev.sailplan.rule.Repair;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries what rules expect to repair their findings, and offers what does.
 *
 * <p>A repair is applied to the document, and the outcome is evaluated like any document. It is offered if the finding is gone,
 * no finding of its severity or worse is new, and its rule lacks no fact that it had.
 */
public final class Fixes {

    private final TopologyReader reader;
    private final RuleEngine engine;
    private final long budget;

    /**
     * Creates what tries repairs.
     *
     * @param budget how many bytes of documents may be evaluated for one report; each trial costs those of its document
     */
    public Fixes(TopologyReader reader, RuleEngine engine, long budget) {
        this.reader = reader;
        this.engine = engine;
        this.budget = budget;
    }

    /**
     * Findings, with a fix where one was seen to work.
     *
     * @param findings in the order of the evaluation
     * @param untried how many findings have repairs that the budget left no room to try
     * @param trials how many changes were tried
     */
    public record Offer(List<Finding> findings, int untried, int trials) {

        public Offer {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Tries the repairs of what was found in a document.
     *
     * @param document as it was read from {@code source}
     * @param terms those of the evaluation
     */
    public Offer offer(Source source, ReadDocument document, Evaluation evaluation, Terms terms) {
        List<Found> open = evaluation.found().stream()
                .filter(found -> !found.repairs().isEmpty() && found.finding().waived() == null)
                .toList();
        if (open.isEmpty() || !Trials.arePossible(document, evaluation)) {
            return new Offer(evaluation.findings(), 0, 0);
        }
        Trials trials = new Trials(reader, engine, source, terms, Trials.affordable(source, budget));
        return new Attempt(trials, evaluation).offer(open.size());
    }

    /** The repairs of one document. */
    private record Attempt(Trials trials, Evaluation before) {

        Offer offer(int open) {
            int untried = open;
            List<Finding> findings = new ArrayList<>();
            for (Found found : before.found()) {
                boolean tried = trials.areLeft()
                        && !found.repairs().isEmpty()
                        && found.finding().waived() == null;
                findings.add(tried ? repaired(found) : found.finding());
                untried -= tried ? 1 : 0;
            }
            return new Offer(findings, untried, trials.made());
        }

        private Finding repaired(Found found) {
            return found.repairs().stream()
                    .map(Repair::operations)
                    .filter(operations -> removes(operations, found.finding()))
                    .findFirst()
                    .map(found.finding()::repairedBy)
                    .orElse(found.finding());
        }

        private boolean removes(List<PatchOperation> operations, Finding finding) {
            return trials.evaluate(operations)
                    .filter(after -> new Comparison(before, after).isRepairOf(finding))
                    .isPresent();
        }
    }
}
