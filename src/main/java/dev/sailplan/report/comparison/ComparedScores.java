package dev.sailplan.report.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Scorecard;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a topology, without what explains them.
 *
 * @param availability what keeps working when something fails
 * @param isolation what one tenant's misfortune or misdeed means to others
 */
public record ComparedScores(ComparedFamily availability, ComparedFamily isolation) {

    /**
     * The scores of one family.
     *
     * @param points the lowest of its dimensions that count
     * @param pointsUpTo the same if the unknown facts are favourable; left out if no band is open
     * @param dimensions by name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ComparedFamily(int points, @Nullable Integer pointsUpTo, Map<String, ComparedDimension> dimensions) {

        public ComparedFamily {
            dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        }

        static ComparedFamily of(FamilyScore scores) {
            Map<String, ComparedDimension> dimensions = new LinkedHashMap<>();
            scores.dimensions().forEach((name, score) -> dimensions.put(name, ComparedDimension.of(score)));
            return new ComparedFamily(scores.points(), scores.pointsUpTo(), dimensions);
        }
    }

    /**
     * The score of one dimension.
     *
     * @param band the band that is certain
     * @param bandUpTo the band that is possible; left out if the band is settled
     * @param of the highest band
     * @param holds what the certain band means
     * @param points of 100
     * @param pointsUpTo those of the possible band; left out if the band is settled
     * @param why what decides the certain band
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ComparedDimension(
            int band,
            @Nullable Integer bandUpTo,
            int of,
            String holds,
            int points,
            @Nullable Integer pointsUpTo,
            String why) {

        static ComparedDimension of(DimensionScore score) {
            return new ComparedDimension(
                    score.band(),
                    score.bandUpTo(),
                    score.of(),
                    score.holds(),
                    score.points(),
                    score.pointsUpTo(),
                    score.contributions().get(0).why());
        }
    }

    static ComparedScores of(Scorecard card) {
        return new ComparedScores(ComparedFamily.of(card.availability()), ComparedFamily.of(card.isolation()));
    }

    ComparedFamily of(Family family) {
        return family == Family.AVAILABILITY ? availability : isolation;
    }
}
