package dev.sailplan.ranking;

import dev.sailplan.ranking.Candidate.Sound;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.DimensionScore.PartScore;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Scorecard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scorecards made by hand: one dimension in each family, called {@code a} and {@code i}, and perhaps {@code extra}. */
final class Cards {

    static final Set<String> COUNTING = Set.of("a", "i");

    private Cards() {}

    /** A candidate whose points are settled. */
    static Sound candidate(String name, int availability, int isolation, RequirementResult... requirements) {
        return new Sound(
                name,
                new Scorecard(family("a", availability, null), family("i", isolation, null)),
                List.of(requirements));
    }

    /** A candidate whose isolation may be higher. */
    static Sound open(String name, int availability, int isolation, int isolationUpTo) {
        return new Sound(
                name, new Scorecard(family("a", availability, null), family("i", isolation, isolationUpTo)), List.of());
    }

    /** A candidate with a dimension that does not count. */
    static Sound withExtra(
            String name, int availability, int isolation, int extraBand, RequirementResult... requirements) {
        return withExtra(candidate(name, availability, isolation, requirements), extraBand);
    }

    static Sound withExtra(Sound candidate, int extraBand) {
        Scorecard scores = candidate.scores();
        return new Sound(
                candidate.name(),
                new Scorecard(
                        scores.availability().with("extra", score("extra", extraBand * 20, null)), scores.isolation()),
                candidate.requirements());
    }

    static FamilyScore family(String dimension, int points, @Nullable Integer upTo) {
        return new FamilyScore(points, upTo, Map.of(dimension, score(dimension, points, upTo)));
    }

    /** Five bands of twenty points each. */
    static DimensionScore score(String dimension, int points, @Nullable Integer upTo) {
        int band = points / 20;
        List<Contribution> contributions = List.of(
                new Contribution("band " + band, "/" + dimension + "/band", band * 20, "why band " + band),
                new Contribution("merit", "/" + dimension + "/merit", points - band * 20, points + " points"));
        return dimension(band, upTo == null ? null : upTo / 20, points, upTo, contributions);
    }

    private static DimensionScore dimension(
            int band,
            @Nullable Integer bandUpTo,
            int points,
            @Nullable Integer upTo,
            List<Contribution> contributions) {
        return new DimensionScore(
                band,
                bandUpTo,
                5,
                "band " + band + " holds",
                points,
                upTo,
                contributions,
                List.of(new PartScore("worst part", "/parts/0", band, null, "why part")),
                0,
                band,
                null,
                upTo == null ? List.of() : List.of("/fact/1", "/fact/2"),
                0,
                Map.of(),
                List.of());
    }
}
