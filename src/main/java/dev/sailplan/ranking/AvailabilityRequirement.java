package dev.sailplan.ranking;

import dev.sailplan.document.Pointer;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Availability in per cent that is required of calls of every service, told by the estimate for the worst of them. */
final class AvailabilityRequirement {

    private static final String DIMENSION = "estimate";

    private AvailabilityRequirement() {}

    static RequirementResult judge(BigDecimal required, FamilyScore scores) {
        String requirement = "availability " + percent(required);
        DimensionScore estimate = scores.dimensions().get(DIMENSION);
        Optional<BigDecimal> least = figureOf(estimate, "probability");
        Optional<BigDecimal> most = figureOf(estimate, "probabilityUpTo");
        if (estimate == null || least.isEmpty() || most.isEmpty()) {
            return RequirementResult.unknown(
                    requirement, "the probability that calls succeed is not estimated", List.of());
        }
        String why = "calls of the worst service succeed with an estimated " + percent(least.get());
        if (least.get().compareTo(required) >= 0) {
            return RequirementResult.met(requirement, why);
        }
        return most.get().compareTo(required) < 0
                ? RequirementResult.notMet(requirement, why)
                : RequirementResult.unknown(
                        requirement,
                        why + " if the unknown facts are unfavourable",
                        estimate.unknown().stream().map(Pointer::new).toList());
    }

    /** In per cent. */
    private static Optional<BigDecimal> figureOf(@Nullable DimensionScore estimate, String figure) {
        return estimate != null
                        && estimate.figures().get(figure) instanceof Number number
                        && Double.isFinite(number.doubleValue())
                ? Optional.of(new BigDecimal(number.toString()).movePointRight(2))
                : Optional.empty();
    }

    private static String percent(BigDecimal percent) {
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
    }
}
