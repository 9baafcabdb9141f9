package dev.sailplan.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.score.Family;
import dev.sailplan.score.Scorecard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How much availability and isolation matter against each other to whoever asks; not both are nothing. */
public record Weights(BigDecimal availability, BigDecimal isolation) {

    private static final int DIGITS = 2;

    /**
     * What the weights make of the points.
     *
     * @param points rounded; for the order they are not
     * @param pointsUpTo the same if the unknown facts are favourable; left out if no band is open
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Weighted(BigDecimal points, @Nullable BigDecimal pointsUpTo) {}

    /** The weighted sum, which is as good as the mean to compare by, and exact. */
    Interval sumOf(Scorecard scores) {
        return Interval.pointsOf(scores.of(Family.AVAILABILITY))
                .times(availability)
                .plus(Interval.pointsOf(scores.of(Family.ISOLATION)).times(isolation));
    }

    Weighted meanOf(Scorecard scores) {
        Interval sum = sumOf(scores);
        return new Weighted(mean(sum.least()), sum.isSettled() ? null : mean(sum.most()));
    }

    private BigDecimal mean(BigDecimal sum) {
        return sum.divide(availability.add(isolation), DIGITS, RoundingMode.HALF_UP);
    }
}
