package dev.sailplan.ranking;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.RequirementsDocument;
import dev.sailplan.document.Survivable;
import dev.sailplan.document.Tenancy;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Survival;
import dev.sailplan.requirement.Survival.Breaks;
import dev.sailplan.requirement.Survival.Open;
import dev.sailplan.requirement.SurvivalWords;
import dev.sailplan.requirement.Survivals;
import dev.sailplan.score.Scorecard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether a deployment does what is required of it. */
public final class Requirements {

    private Requirements() {}

    /**
     * Judges what is required, failures first.
     *
     * @param sharing what the rules say of the isolation that is required
     */
    public static List<RequirementResult> judge(
            RequirementsDocument required, Reachability reachability, Scorecard scores, Sharing sharing) {
        List<RequirementResult> results = new ArrayList<>();
        Survivals.first(reachability, failuresOf(required)).forEach(survival -> results.add(resultOf(survival)));
        BigDecimal percent = required.availability();
        if (percent != null) {
            results.add(AvailabilityRequirement.judge(percent, scores.availability()));
        }
        Tenancy isolation = required.isolation();
        if (isolation != null) {
            results.add(IsolationRequirement.judge(isolation, scores.isolation(), sharing));
        }
        return List.copyOf(results);
    }

    private static RequirementResult resultOf(Survival survival) {
        String requirement = "survive " + survival.kind();
        if (survival instanceof Breaks breaks) {
            return RequirementResult.notMet(requirement, SurvivalWords.of(breaks.first()));
        }
        return survival instanceof Open open
                ? RequirementResult.unknown(
                        requirement,
                        SurvivalWords.of(open.doubt()),
                        open.doubt().facts())
                : RequirementResult.met(requirement, SurvivalWords.ofSurvival(survival.kind()));
    }

    private static Set<FailureKind> failuresOf(RequirementsDocument required) {
        Set<FailureKind> kinds = EnumSet.noneOf(FailureKind.class);
        Objects.requireNonNullElse(required.survive(), List.<Survivable>of()).stream()
                .filter(Objects::nonNull)
                .map(Survivable::kind)
                .forEach(kinds::add);
        return kinds;
    }
}
