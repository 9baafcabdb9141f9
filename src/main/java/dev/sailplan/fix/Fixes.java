package dev.sailplan.fix;

import dev.sailplan.document.Fault;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.Evaluation.Found;
import dev.sailplan.rule.Repair;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries what rules expect to repair their findings, and offers what does.
 *
 * <p>A repair is applied to the document, and the outcome is evaluated like any document. It is offered if the finding is gone,
 * no finding of its severity or worse is new, and its rule lacks no fact that it had.
 */
public final class Fixes {

    /** More are not read by anybody in one report. */
    private static final int MOST_TRIALS = 50;

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
     */
    public record Offer(List<Finding> findings, int untried) {

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
        if (open.isEmpty() || !canBePatched(document, evaluation)) {
            return new Offer(evaluation.findings(), 0);
        }
        return new Attempt(source, evaluation, terms).offer(open.size());
    }

    /** Of a key that is there twice only one value would survive, and findings that are not listed cannot be compared. */
    private static boolean canBePatched(ReadDocument document, Evaluation evaluation) {
        return evaluation.truncated().isEmpty()
                && document.faults(Fault.Kind.DUPLICATE_KEY).findAny().isEmpty();
    }

    /** The repairs of one document. */
    private final class Attempt {

        private final Patches patches;
        private final Evaluation before;
        private final Terms terms;
        private long trials;

        Attempt(Source source, Evaluation before, Terms terms) {
            this.patches = new Patches(reader.json(source.bytes(), source.notation()));
            this.before = before;
            this.terms = terms.withoutWaivers();
            this.trials = Math.min(MOST_TRIALS, budget / Math.max(1, source.bytes().length));
        }

        Offer offer(int open) {
            int untried = open;
            List<Finding> findings = new ArrayList<>();
            for (Found found : before.found()) {
                boolean tried = trials > 0
                        && !found.repairs().isEmpty()
                        && found.finding().waived() == null;
                findings.add(tried ? repaired(found) : found.finding());
                untried -= tried ? 1 : 0;
            }
            return new Offer(findings, untried);
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
            if (trials <= 0) {
                return false;
            }
            trials--;
            return patches.apply(operations)
                    .flatMap(this::evaluate)
                    .filter(after -> new Comparison(before, after).isRepairOf(finding))
                    .isPresent();
        }

        private Optional<Evaluation> evaluate(byte[] patched) {
            return reader.read(patched, Notation.JSON) instanceof Read<ReadDocument> read
                    ? Optional.of(engine.evaluate(read.document(), terms))
                    : Optional.empty();
        }
    }
}
