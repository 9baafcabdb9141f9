package dev.sailplan.report.ranking;

import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.RankingDocument;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Tenancy;
import dev.sailplan.document.WeightsDocument;
import dev.sailplan.failure.Progress;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.ranking.Candidate;
import dev.sailplan.ranking.Candidate.Failing;
import dev.sailplan.ranking.Candidate.Sound;
import dev.sailplan.ranking.Place;
import dev.sailplan.ranking.Ranking;
import dev.sailplan.ranking.RequirementResult;
import dev.sailplan.ranking.Requirements;
import dev.sailplan.ranking.Sharing;
import dev.sailplan.ranking.Weights;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.report.Verdict;
import dev.sailplan.report.ranking.RankingReport.RankedCandidate;
import dev.sailplan.report.ranking.RankingReport.RankedFamily;
import dev.sailplan.report.ranking.RankingReport.RequirementsMet;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.rule.RuleCatalog;
import dev.sailplan.rule.RuleEngine;
import dev.sailplan.rule.Ruleset;
import dev.sailplan.rule.Terms;
import dev.sailplan.score.Deployment;
import dev.sailplan.score.DimensionDescription;
import dev.sailplan.score.Scorecard;
import dev.sailplan.score.Scorer;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Validates, scores and ranks topologies. */
public final class Ranker {

    private static final int MOST_ERRORS = 100;

    /** The rules that say what isolation demands of tenants that require it. */
    private static final Set<String> OF_ISOLATION = Set.of("TEN003", "TEN004");

    /** The rule that reports what is weighed here anyway: a candidate that does less than it requires of itself loses by that. */
    private static final String OF_SURVIVAL = "REQ001";

    /** What a candidate is, and where it was found. */
    private record Entry(Candidate candidate, Pointer at, Verdict verdict, Summary summary, String requirementsOf) {}

    private final RuleEngine engine;
    private final Scorer scorer;
    private final Ruleset ruleset;
    private final int rules;

    public Ranker(RuleEngine engine, Scorer scorer, RuleCatalog catalog, Ruleset ruleset) {
        this.engine = engine;
        this.scorer = scorer;
        this.ruleset = ruleset;
        this.rules = catalog.size();
    }

    /**
     * Ranks topologies without structural errors, each with a name of its own. All are judged for one day, so that none is better
     * because of the day it states: if the terms name none, the latest that any states.
     *
     * @param request what is required of them, and how they are weighed
     * @param progress is told of each candidate that is evaluated
     */
    public RankingReport rank(
            List<NestedTopology> candidates, RankingDocument request, Terms terms, Progress progress) {
        LocalDate day = dayOf(candidates, terms);
        Terms all = terms.onDay(day);
        Map<String, Entry> entries = new LinkedHashMap<>();
        progress.begin(candidates.size());
        for (NestedTopology candidate : candidates) {
            Entry entry = evaluate(candidate, request.requirements(), all);
            entries.put(entry.candidate().name(), entry);
            progress.step();
        }
        Weights weights = weightsOf(request.weights());
        List<Candidate> evaluated =
                entries.values().stream().map(Entry::candidate).toList();
        Ranking ranking = Ranking.of(evaluated, counting(), weights);
        return new RankingReport(
                ranking.criteria(),
                weights,
                day,
                ranking.places().stream()
                        .map(place -> candidateOf(
                                place,
                                Objects.requireNonNull(
                                        entries.get(place.candidate().name()))))
                        .toList(),
                terms.profile(),
                terms.ignoringWaivers(),
                terms.failureModel().byName(),
                new RulesetInfo(ruleset.version(terms.profile()), ruleset.date(), rules));
    }

    private static LocalDate dayOf(List<NestedTopology> candidates, Terms terms) {
        LocalDate asked = terms.asOf();
        return asked != null
                ? asked
                : candidates.stream()
                        .map(candidate -> candidate.document().content().asOf())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(terms.today());
    }

    private static @Nullable Weights weightsOf(@Nullable WeightsDocument written) {
        return written == null
                ? null
                : new Weights(
                        Objects.requireNonNull(written.availability()), Objects.requireNonNull(written.isolation()));
    }

    private Set<String> counting() {
        return scorer.descriptions().stream()
                .filter(DimensionDescription::counts)
                .map(DimensionDescription::name)
                .collect(Collectors.toSet());
    }

    private Entry evaluate(NestedTopology topology, @Nullable RequirementsDocument asked, Terms terms) {
        ReadDocument document = topology.document();
        String name = Objects.requireNonNull(document.content().name());
        Evaluation evaluation = engine.evaluate(document, terms);
        Verdict verdict = Verdict.of(evaluation.findings());
        RequirementsDocument required = asked == null ? document.content().requirements() : asked;
        List<Finding> errors = errorsOf(evaluation);
        Candidate candidate =
                errors.isEmpty() ? soundOf(name, document, evaluation, required, terms) : new Failing(name, errors);
        return new Entry(
                candidate, topology.at(), verdict, Summary.of(evaluation), asked == null ? "candidate" : "request");
    }

    private static List<Finding> errorsOf(Evaluation evaluation) {
        return evaluation.allFindings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR && finding.waived() == null)
                .filter(finding -> !finding.rule().equals(OF_SURVIVAL))
                .toList();
    }

    private Sound soundOf(
            String name,
            ReadDocument document,
            Evaluation evaluation,
            @Nullable RequirementsDocument required,
            Terms terms) {
        Reachability reachability = evaluation.reachability().orElseThrow();
        Scorecard scores = scorer.score(new Deployment(reachability, terms.failureModel()));
        List<RequirementResult> results = required == null
                ? List.of()
                : Requirements.judge(
                        required, reachability, scores, sharing(document, required.isolation(), evaluation.asOf()));
        return new Sound(name, scores, results);
    }

    /** Asks the rules what they would find if the isolation were required by the document. */
    private Sharing sharing(ReadDocument document, @Nullable Tenancy isolation, LocalDate day) {
        if (isolation == null) {
            return Sharing.NONE;
        }
        ReadDocument requiring = new ReadDocument(
                document.content().requiring(new RequirementsDocument(null, null, isolation)),
                document.faults(),
                document.positions());
        Evaluation asked = engine.ask(requiring, OF_ISOLATION, day);
        return new Sharing(
                asked.findings(),
                asked.notEvaluated().stream()
                        .flatMap(entry -> entry.needs().stream())
                        .map(Pointer::new)
                        .toList());
    }

    private static RankedCandidate candidateOf(Place place, Entry entry) {
        Sound sound = place.candidate() instanceof Sound ranked ? ranked : null;
        List<Finding> errors = place.candidate() instanceof Failing failing ? failing.errors() : List.of();
        return new RankedCandidate(
                place.rank(),
                place.candidate().name(),
                entry.at().text(),
                entry.verdict(),
                entry.summary(),
                sound == null ? null : RankedFamily.of(sound.scores().availability()),
                sound == null ? null : RankedFamily.of(sound.scores().isolation()),
                place.weighted(),
                sound == null ? null : RequirementsMet.of(entry.requirementsOf(), sound.requirements()),
                place.lostTo(),
                place.aheadOf(),
                place.equalTo(),
                place.incomparableWith(),
                errors.stream().limit(MOST_ERRORS).toList(),
                Math.max(0, errors.size() - MOST_ERRORS));
    }
}
