package dev.sailplan.report;

import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Lever;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores in words, alike in all formats. */
public final class ScoreWords {

    private ScoreWords() {}

    /** A number, or two where the second is possible and not certain, such as {@code 33 to 66}. */
    public static String interval(int certain, @Nullable Integer possible) {
        return possible == null || possible == certain ? "" + certain : certain + " to " + possible;
    }

    /** The band of the highest, such as {@code 2 of 6}. */
    public static String bandOf(DimensionScore score) {
        return interval(score.band(), score.bandUpTo()) + " of " + score.of();
    }

    public static String pointsOf(DimensionScore score) {
        return interval(score.points(), score.pointsUpTo());
    }

    public static String pointsOf(FamilyScore scores) {
        return interval(scores.points(), scores.pointsUpTo());
    }

    /** What the estimate takes for granted, such as {@code zone 0.9999, region 0.99995}. */
    public static String modelOf(Map<String, Double> failureModel) {
        return failureModel.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What a lever comes to, such as {@code band 3, 50 points}. */
    public static String outcomeOf(Lever lever) {
        return "band %d, %d points".formatted(lever.band(), lever.points());
    }
}
