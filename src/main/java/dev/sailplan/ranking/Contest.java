package dev.sailplan.ranking;

import dev.sailplan.ranking.Candidate.Sound;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one candidate stands to another.
 *
 * @param by what decides it, or what leaves it open
 */
record Contest(Relation relation, Criterion by) {

    /** The better one first. */
    private static final Comparator<Sound> BY_REQUIREMENTS = Comparator.<Sound>comparingInt(
                    candidate -> candidate.count(Outcome.NOT_MET))
            .thenComparingInt(candidate -> candidate.count(Outcome.UNKNOWN));

    static Contest between(Sound one, Sound other, @Nullable Weights weights) {
        int requirements = BY_REQUIREMENTS.compare(one, other);
        if (requirements != 0) {
            return new Contest(requirements < 0 ? Relation.AHEAD : Relation.BEHIND, Criterion.REQUIREMENTS);
        }
        Relation points = Relation.of(pointsOf(one), pointsOf(other));
        if (points == Relation.EQUAL) {
            return new Contest(byBands(one, other), Criterion.BANDS);
        }
        return points.isDecided() || weights == null
                ? new Contest(points, Criterion.POINTS)
                : weighted(points, weights.sumOf(one.scores()), weights.sumOf(other.scores()));
    }

    private static List<Interval> pointsOf(Sound candidate) {
        return Stream.of(Family.values())
                .map(family -> Interval.pointsOf(candidate.scores().of(family)))
                .toList();
    }

    private static Relation byBands(Sound one, Sound other) {
        Map<String, DimensionScore> own = dimensionsOf(one);
        Map<String, DimensionScore> others = dimensionsOf(other);
        own.keySet().retainAll(others.keySet());
        others.keySet().retainAll(own.keySet());
        return Relation.of(bandsOf(own), bandsOf(others));
    }

    /** The dimensions of both families, which have different names, by name. */
    private static Map<String, DimensionScore> dimensionsOf(Sound candidate) {
        Map<String, DimensionScore> dimensions = new TreeMap<>();
        for (Family family : Family.values()) {
            dimensions.putAll(candidate.scores().of(family).dimensions());
        }
        return dimensions;
    }

    private static List<Interval> bandsOf(Map<String, DimensionScore> dimensions) {
        return dimensions.values().stream()
                .map(Objects::requireNonNull)
                .map(Interval::bandOf)
                .toList();
    }

    private static Contest weighted(Relation points, Interval own, Interval other) {
        Relation weighted = Relation.of(List.of(own), List.of(other));
        return weighted.isDecided() ? new Contest(weighted, Criterion.WEIGHTS) : new Contest(points, Criterion.POINTS);
    }

    Contest reversed() {
        return new Contest(relation.reversed(), by);
    }
}
