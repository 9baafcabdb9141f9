package dev.sailplan.ranking;

import dev.sailplan.ranking.Candidate.Sound;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.FamilyScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes the difference between two candidates.
 *
 * @param counting the dimensions that decide the points of their families
 */
record Reasons(Set<String> counting) {

    /** The same dimension of two candidates. */
    private record Pair(Family family, String name, DimensionScore own, DimensionScore other) {}

    /** The dimensions that keep one below the points the other certainly has. */
    List<DimensionLoss> lossesInPoints(Sound own, Sound other) {
        List<DimensionLoss> losses = new ArrayList<>();
        for (Family family : Family.values()) {
            Interval theirs = Interval.pointsOf(other.scores().of(family));
            if (theirs.isAbove(Interval.pointsOf(own.scores().of(family)))) {
                pairs(family, own, other)
                        .filter(pair -> counting.contains(pair.name) && theirs.isAbove(Interval.pointsOf(pair.own)))
                        .sorted(Comparator.comparingInt(pair -> pair.own.points()))
                        .forEach(pair -> losses.add(lossIn(pair)));
            }
        }
        return losses;
    }

    /** The dimensions whose band is certainly lower. */
    List<DimensionLoss> lossesInBands(Sound own, Sound other) {
        return Stream.of(Family.values())
                .flatMap(family -> pairs(family, own, other))
                .filter(pair -> Interval.bandOf(pair.other).isAbove(Interval.bandOf(pair.own)))
                .map(Reasons::lossIn)
                .toList();
    }

    private static Stream<Pair> pairs(Family family, Sound own, Sound other) {
        Map<String, DimensionScore> others = other.scores().of(family).dimensions();
        return own.scores().of(family).dimensions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> Stream.ofNullable(others.get(entry.getKey()))
                        .map(score -> new Pair(family, entry.getKey(), entry.getValue(), score)));
    }

    private static DimensionLoss lossIn(Pair pair) {
        DimensionScore own = pair.own;
        DimensionScore other = pair.other;
        boolean byBand = own.band() < other.band();
        Optional<Contribution> mine = byBand ? first(own) : mostMissed(own, other);
        Optional<Contribution> theirs = byBand ? first(other) : mine.flatMap(it -> named(it.fact(), other));
        return new DimensionLoss(
                pair.family,
                pair.name,
                own.points(),
                other.points(),
                own.band(),
                other.band(),
                mine.map(Contribution::fact).orElse(null),
                byBand ? worstPartOf(own) : null,
                mine.map(Contribution::pointer).orElse(null),
                mine.map(Contribution::why).orElse(null),
                theirs.map(Contribution::why).orElse(null));
    }

    private static @Nullable String worstPartOf(DimensionScore score) {
        return score.parts().stream()
                .findFirst()
                .map(DimensionScore.PartScore::name)
                .orElse(null);
    }

    /** The first contribution is that of the band. */
    private static Optional<Contribution> first(DimensionScore score) {
        return score.contributions().stream().findFirst();
    }

    private static Optional<Contribution> named(String fact, DimensionScore score) {
        return score.contributions().stream()
                .filter(contribution -> contribution.fact().equals(fact))
                .findFirst();
    }

    private static Optional<Contribution> mostMissed(DimensionScore own, DimensionScore other) {
        return own.contributions().stream()
                .max(Comparator.<Contribution>comparingInt(mine -> missed(mine, other))
                        .thenComparing(Contribution::fact, Comparator.reverseOrder()))
                .filter(mine -> missed(mine, other) > 0)
                .or(() -> first(own));
    }

    private static int missed(Contribution mine, DimensionScore other) {
        return named(mine.fact(), other).map(Contribution::points).orElse(0) - mine.points();
    }

    /** The facts that keep points of two candidates from being compared. */
    List<OpenFacts> openInPoints(Sound one, Sound other) {
        List<OpenFacts> open = new ArrayList<>();
        for (Family family : Family.values()) {
            FamilyScore own = one.scores().of(family);
            FamilyScore others = other.scores().of(family);
            if (overlap(Interval.pointsOf(own), Interval.pointsOf(others))) {
                open.addAll(openIn(one, family, (name, score) -> isOpen(name, score, own)));
                open.addAll(openIn(other, family, (name, score) -> isOpen(name, score, others)));
            }
        }
        return open;
    }

    /** Whether what is unknown of a dimension can change the points of its family. */
    private boolean isOpen(String name, DimensionScore score, FamilyScore family) {
        Interval points = Interval.pointsOf(family);
        return counting.contains(name)
                && score.pointsUpTo() != null
                && !points.isSettled()
                && score.points() < points.most().intValue();
    }

    /** The facts that keep bands of two candidates from being compared. */
    List<OpenFacts> openInBands(Sound one, Sound other) {
        List<OpenFacts> open = new ArrayList<>();
        for (Family family : Family.values()) {
            pairs(family, one, other)
                    .filter(pair -> overlap(Interval.bandOf(pair.own), Interval.bandOf(pair.other)))
                    .forEach(pair -> {
                        addOpen(one.name(), pair.name, pair.own, open);
                        addOpen(other.name(), pair.name, pair.other, open);
                    });
        }
        return open;
    }

    private static void addOpen(String candidate, String dimension, DimensionScore score, List<OpenFacts> open) {
        if (score.bandUpTo() != null) {
            open.add(OpenFacts.of(candidate, dimension, score));
        }
    }

    private static boolean overlap(Interval one, Interval other) {
        return !one.isAbove(other) && !other.isAbove(one);
    }

    private static List<OpenFacts> openIn(Sound candidate, Family family, BiPredicate<String, DimensionScore> open) {
        return candidate.scores().of(family).dimensions().entrySet().stream()
                .filter(entry -> open.test(entry.getKey(), entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> OpenFacts.of(candidate.name(), entry.getKey(), entry.getValue()))
                .toList();
    }
}
