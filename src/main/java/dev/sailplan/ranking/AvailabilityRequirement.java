package dev.sailplan.ranking;

import dev.sailplan.document.Pointer;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Availability in per cent that is required of calls of every service, told by the estimate for the worst of them. */
final class AvailabilityRequirement {

    private static final String DIMENSION = "estimate";
    private static final String FIGURE = "probability";

    private AvailabilityRequirement() {}

    static RequirementResult judge(BigDecimal required, FamilyScore scores) {
        String requirement = "availability " + percent(required);
        DimensionScore estimate = scores.dimensions().get(DIMENSION);
        Optional<BigDecimal> probability = Optional.ofNullable(estimate).flatMap(AvailabilityRequirement::figureOf);
        if (estimate == null || probability.isEmpty()) {
            return RequirementResult.unknown(
                    requirement, "the probability that calls succeed is not estimated", List.of());
        }
        BigDecimal estimated = probability.get().movePointRight(2);
        String why = "calls of the worst service succeed with an estimated " + percent(estimated);
        if (estimated.compareTo(required) >= 0) {
            return RequirementResult.met(requirement, why);
        }
        return estimate.unknown().isEmpty()
                ? RequirementResult.notMet(requirement, why)
                : RequirementResult.unknown(
                        requirement,
                        why + " if the unknown facts are unfavourable",
                        estimate.unknown().stream().map(Pointer::new).toList());
    }

    private static Optional<BigDecimal> figureOf(DimensionScore estimate) {
        return estimate.figures().get(FIGURE) instanceof Number number && Double.isFinite(number.doubleValue())
                ? Optional.of(new BigDecimal(number.toString()))
                : Optional.empty();
    }

    private static String percent(BigDecimal percent) {
        return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + " %";
    }
}
