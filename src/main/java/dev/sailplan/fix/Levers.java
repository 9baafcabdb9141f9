package dev.sailplan.fix;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionDescription;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Improvement;
import dev.sailplan.score.Lever;
import dev.sailplan.score.Scorecard;
import dev.sailplan.score.Scorer;
import dev.sailplan.score.Scorer.Scored;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scores deployments, and tries for every dimension what it expects to raise it.
 *
 * <p>An improvement is applied to the document, and the outcome is evaluated and scored like any document. Of those that raise the
 * dimension and bring no finding that is an ERROR or a WARNING, the one that raises it most is its lever.
 */
public final class Levers {

    private static final Comparator<DimensionScore> HIGHER =
            Comparator.comparingInt(DimensionScore::band).thenComparingInt(DimensionScore::points);

    private final TopologyReader reader;
    private final RuleEngine engine;
    private final Scorer scorer;
    private final long budget;

    /**
     * Creates what scores and tries improvements.
     *
     * @param budget how many bytes of documents may be evaluated for one report; each trial costs those of its document
     */
    public Levers(TopologyReader reader, RuleEngine engine, Scorer scorer, long budget) {
        this.reader = reader;
        this.engine = engine;
        this.scorer = scorer;
        this.budget = budget;
    }

    /**
     * Scores, with a lever where one was seen to work.
     *
     * @param untried how many improvements there was no room to try; of several for one dimension, each counts
     */
    public record Offer(Scorecard card, int untried) {}

    /**
     * Scores a deployment, and tries what may raise its dimensions: the first improvement of each, then the second, while there is
     * room.
     *
     * @param document as it was read from {@code source}
     * @param evaluation of the document, which has a topology
     * @param terms those of the evaluation
     */
    public Offer offer(Source source, ReadDocument document, Evaluation evaluation, Terms terms) {
        return offer(source, document, evaluation, terms, Trials.affordable(source, budget));
    }

    /**
     * The same for who did not ask for scores alone, and shall not wait long for them: unless the document is so small that there is
     * room for all trials, nothing is tried.
     *
     * @param spent how many changes were already tried for the report
     */
    public Offer offerInPassing(Source source, ReadDocument document, Evaluation evaluation, Terms terms, int spent) {
        boolean small = Trials.affordable(source, budget) - spent >= Trials.MOST;
        return offer(source, document, evaluation, terms, small ? Trials.MOST : 0);
    }

    private Offer offer(Source source, ReadDocument document, Evaluation evaluation, Terms terms, int most) {
        Scored scored = scorer.scoreWithImprovements(
                new Deployment(evaluation.reachability().orElseThrow(), terms.failureModel()));
        Map<DimensionDescription, List<Improvement>> open = openOf(scored);
        if (open.isEmpty() || most == 0 || !Trials.arePossible(document, evaluation)) {
            int all = open.values().stream().mapToInt(List::size).sum();
            return new Offer(scored.card(), all);
        }
        Trials trials = new Trials(reader, engine, source, terms, most);
        return new Attempt(trials, evaluation, terms, scored.card(), open).offer();
    }

    /** The improvements of dimensions that can be raised. */
    private static Map<DimensionDescription, List<Improvement>> openOf(Scored scored) {
        Map<DimensionDescription, List<Improvement>> open = new LinkedHashMap<>();
        scored.improvements().forEach((dimension, improvements) -> {
            DimensionScore score = scoreOf(scored.card(), dimension);
            if (score.band() < score.of()) {
                open.put(dimension, improvements);
            }
        });
        return open;
    }

    /** The improvements of one document. */
    private final class Attempt {

        private final Trials trials;
        private final Evaluation before;
        private final Terms terms;
        private final Scorecard card;
        private final Map<DimensionDescription, List<Improvement>> open;

        /** What changes come to, by change; several dimensions often propose the same. Nothing for one that does harm. */
        private final Map<List<PatchOperation>, Optional<Scorecard>> outcomes = new HashMap<>();

        Attempt(
                Trials trials,
                Evaluation before,
                Terms terms,
                Scorecard card,
                Map<DimensionDescription, List<Improvement>> open) {
            this.trials = trials;
            this.before = before;
            this.terms = terms;
            this.card = card;
            this.open = open;
        }

        Offer offer() {
            int untried = tryAll();
            Scorecard raised = card;
            for (DimensionDescription dimension : open.keySet()) {
                Optional<Lever> lever = leverOf(dimension);
                if (lever.isPresent()) {
                    raised = raised.with(dimension, scoreOf(card, dimension).raisedBy(lever.orElseThrow()));
                }
            }
            return new Offer(raised, untried);
        }

        /** Returns how many there was no room for. */
        private int tryAll() {
            int longest = open.values().stream().mapToInt(List::size).max().orElse(0);
            int untried = 0;
            for (int i = 0; i < longest; i++) {
                for (List<Improvement> improvements : open.values()) {
                    untried += i >= improvements.size()
                                    || isTried(improvements.get(i).change())
                            ? 0
                            : 1;
                }
            }
            return untried;
        }

        private boolean isTried(List<PatchOperation> change) {
            if (!outcomes.containsKey(change) && trials.areLeft()) {
                outcomes.put(change, trials.evaluate(change).flatMap(this::scoreIfHarmless));
            }
            return outcomes.containsKey(change);
        }

        private Optional<Scorecard> scoreIfHarmless(Evaluation after) {
            return new Comparison(before, after).isHarmless()
                    ? after.reachability()
                            .map(reachability -> new Deployment(reachability, terms.failureModel()))
                            .map(scorer::score)
                    : Optional.empty();
        }

        private Optional<Lever> leverOf(DimensionDescription dimension) {
            DimensionScore now = scoreOf(card, dimension);
            return Objects.requireNonNull(open.get(dimension)).stream()
                    .flatMap(improvement -> outcomeOf(improvement, dimension, now))
                    .reduce((best, next) -> HIGHER.compare(next.after(), best.after()) > 0 ? next : best)
                    .map(Outcome::lever);
        }

        private Stream<Outcome> outcomeOf(Improvement improvement, DimensionDescription dimension, DimensionScore now) {
            return outcomes.getOrDefault(improvement.change(), Optional.empty()).stream()
                    .map(after -> new Outcome(improvement, scoreOf(after, dimension)))
                    .filter(outcome -> HIGHER.compare(outcome.after(), now) > 0);
        }
    }

    /** A dimension after an improvement. */
    private record Outcome(Improvement improvement, DimensionScore after) {

        Lever lever() {
            return new Lever(improvement.summary(), improvement.change(), after.band(), after.points());
        }
    }

    private static DimensionScore scoreOf(Scorecard card, DimensionDescription dimension) {
        return Objects.requireNonNull(card.of(dimension.family()).dimensions().get(dimension.name()));
    }
}
