package dev.sailplan.report.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.finding.Finding;
import dev.sailplan.profile.Profile;
import dev.sailplan.ranking.Criterion;
import dev.sailplan.ranking.Outcome;
import dev.sailplan.ranking.Place.Defeat;
import dev.sailplan.ranking.Place.Standoff;
import dev.sailplan.ranking.RequirementResult;
import dev.sailplan.ranking.Weights;
import dev.sailplan.ranking.Weights.Weighted;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.report.Verdict;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topologies in an order that says no more than is known. The same documents, ruleset and day give the same report, byte for byte,
 * whatever order they are in.
 *
 * @param orderedBy by what one comes before another, the first that decides first
 * @param weights those of the request; left out if it has none
 * @param asOf the day for which the dates of all are judged
 * @param candidates by rank, then by name; those that are not ranked last
 * @param profile how severe findings are
 * @param waiversIgnored whether findings count although they are waived
 * @param failureModel what the estimate takes as the part of the time that something is up, by kind
 * @param ruleset which edition of the rules
 */
public record RankingReport(
        List<Criterion> orderedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Weights weights,
        LocalDate asOf,
        List<RankedCandidate> candidates,
        Profile profile,
        boolean waiversIgnored,
        Map<String, Double> failureModel,
        RulesetInfo ruleset) {

    public RankingReport {
        orderedBy = List.copyOf(orderedBy);
        candidates = List.copyOf(candidates);
        failureModel = Collections.unmodifiableMap(new LinkedHashMap<>(failureModel));
    }

    /** How many entries it lists, which is what its memory goes to. */
    public long entries() {
        return candidates.stream().mapToLong(RankedCandidate::entries).sum();
    }

    /**
     * One of the topologies.
     *
     * @param rank from 1, the same for those that are equal or cannot be compared; null if it fails validation and is not ranked
     * @param candidate its name
     * @param pointer where it stands in the request
     * @param verdict as a validation gives it
     * @param summary how many findings it has
     * @param availability what keeps working when something fails; left out if it is not ranked, as is what follows
     * @param isolation what one tenant's misfortune or misdeed means to others
     * @param weighted what the weights make of the two; left out without weights
     * @param requirements what is required, and whether it is met
     * @param lostTo the candidates that come before it, by name, and why
     * @param aheadOf the names of those that come after it
     * @param equalTo the names of those that are as good in everything
     * @param incomparableWith the candidates of which nothing of that can be said, by name, and why
     * @param errors why it is not ranked: the ERROR findings that are not waived, the first of them
     * @param unlistedErrors how many more there are
     */
    public record RankedCandidate(
            @Nullable Integer rank,
            String candidate,
            String pointer,
            Verdict verdict,
            Summary summary,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RankedFamily availability,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RankedFamily isolation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Weighted weighted,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RequirementsMet requirements,

            List<Defeat> lostTo,
            List<String> aheadOf,
            List<String> equalTo,
            List<Standoff> incomparableWith,
            List<Finding> errors,
            int unlistedErrors) {

        public RankedCandidate {
            lostTo = List.copyOf(lostTo);
            aheadOf = List.copyOf(aheadOf);
            equalTo = List.copyOf(equalTo);
            incomparableWith = List.copyOf(incomparableWith);
            errors = List.copyOf(errors);
        }

        private long entries() {
            int results = requirements == null ? 0 : requirements.results().size();
            return 1L
                    + results
                    + lostTo.size()
                    + aheadOf.size()
                    + equalTo.size()
                    + incomparableWith.size()
                    + errors.size();
        }
    }

    /**
     * The scores of availability, or of isolation.
     *
     * @param points the lowest of its dimensions that count
     * @param pointsUpTo the same if the unknown facts are favourable; left out if no band is open
     * @param dimensions by name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RankedFamily(int points, @Nullable Integer pointsUpTo, Map<String, RankedDimension> dimensions) {

        public RankedFamily {
            dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        }

        static RankedFamily of(FamilyScore score) {
            Map<String, RankedDimension> dimensions = new LinkedHashMap<>();
            score.dimensions().forEach((name, dimension) -> dimensions.put(name, RankedDimension.of(dimension)));
            return new RankedFamily(score.points(), score.pointsUpTo(), dimensions);
        }
    }

    /**
     * The score of one dimension, in short.
     *
     * @param band the band that is certain, from 0
     * @param bandUpTo the band that is possible if the unknown facts are favourable; left out if the band is settled
     * @param of the highest band
     * @param holds what the certain band means
     * @param points of 100
     * @param pointsUpTo those of the possible band; left out if the band is settled
     * @param pointer the place that decides the band; left out if nothing is told
     * @param why what decides the band, a clause; left out if nothing is told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RankedDimension(
            int band,
            @Nullable Integer bandUpTo,
            int of,
            String holds,
            int points,
            @Nullable Integer pointsUpTo,
            @Nullable String pointer,
            @Nullable String why) {

        static RankedDimension of(DimensionScore score) {
            Contribution first = score.contributions().isEmpty()
                    ? null
                    : score.contributions().get(0);
            return new RankedDimension(
                    score.band(),
                    score.bandUpTo(),
                    score.of(),
                    score.holds(),
                    score.points(),
                    score.pointsUpTo(),
                    first == null ? null : first.pointer(),
                    first == null ? null : first.why());
        }
    }

    /**
     * What is required of a candidate, and whether it is met.
     *
     * @param from {@code request} or {@code candidate}: whose requirements these are
     * @param met how many are
     * @param notMet how many are not
     * @param unknown of how many that is not known
     * @param results each by itself
     */
    public record RequirementsMet(String from, int met, int notMet, int unknown, List<RequirementResult> results) {

        public RequirementsMet {
            results = List.copyOf(results);
        }

        static RequirementsMet of(String from, List<RequirementResult> results) {
            return new RequirementsMet(
                    from,
                    count(results, Outcome.MET),
                    count(results, Outcome.NOT_MET),
                    count(results, Outcome.UNKNOWN),
                    results);
        }

        private static int count(List<RequirementResult> results, Outcome outcome) {
            return (int) results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
        }
    }
}
