package dev.sailplan.ranking;

import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number as far as facts tell it.
 *
 * @param least what is certain
 * @param most what is possible, at least that
 */
record Interval(BigDecimal least, BigDecimal most) {

    static Interval of(int least, @Nullable Integer most) {
        return new Interval(
                BigDecimal.valueOf(least), BigDecimal.valueOf(most == null ? least : Math.max(least, most)));
    }

    static Interval pointsOf(FamilyScore score) {
        return of(score.points(), score.pointsUpTo());
    }

    static Interval pointsOf(DimensionScore score) {
        return of(score.points(), score.pointsUpTo());
    }

    static Interval bandOf(DimensionScore score) {
        return of(score.band(), score.bandUpTo());
    }

    boolean isSettled() {
        return least.compareTo(most) == 0;
    }

    /** Whether it is at least as high as another, whatever the facts are. */
    boolean isAtLeast(Interval other) {
        return least.compareTo(other.most) >= 0;
    }

    /** Whether it is higher than another, whatever the facts are. */
    boolean isAbove(Interval other) {
        return least.compareTo(other.most) > 0;
    }

    Interval times(BigDecimal factor) {
        return new Interval(least.multiply(factor), most.multiply(factor));
    }

    Interval plus(Interval other) {
        return new Interval(least.add(other.least), most.add(other.most));
    }
}
