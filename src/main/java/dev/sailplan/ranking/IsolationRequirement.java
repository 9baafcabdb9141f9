package dev.sailplan.ranking;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Tenancy;
import dev.sailplan.finding.Finding;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Isolation that is required of all tenants: what the rules demand of who requires it, and the band of tenancy in which it begins.
 *
 * <p>The rules say more than the band (clusters of one's own are no isolation under a shared control plane, a shared root does not
 * matter to them), the band more than the rules (of topologies without tenants, of credentials for each other's API servers).
 */
final class IsolationRequirement {

    private static final String DIMENSION = "tenancy";

    /** The band from which on tenants have it. */
    private static final Map<Tenancy, Integer> BANDS = Map.of(
            Tenancy.NAMESPACE, 2,
            Tenancy.CLUSTER, 3,
            Tenancy.MESH, 5);

    private IsolationRequirement() {}

    static RequirementResult judge(Tenancy required, FamilyScore scores, Sharing sharing) {
        String requirement = "isolation " + required;
        List<Finding> violations = sharing.violations().stream()
                .filter(finding -> !isAboutMoreThan(required, finding))
                .toList();
        if (!violations.isEmpty()) {
            return RequirementResult.notMet(requirement, wordsFor(violations));
        }
        DimensionScore tenancy = scores.dimensions().get(DIMENSION);
        return tenancy == null
                ? RequirementResult.unknown(requirement, "tenancy was not scored", sharing.unknown())
                : judge(requirement, BANDS.getOrDefault(required, 0), tenancy, sharing);
    }

    private static RequirementResult judge(String requirement, int needed, DimensionScore tenancy, Sharing sharing) {
        String why = wordsFor(tenancy);
        Interval band = Interval.bandOf(tenancy);
        if (band.most().intValue() < needed) {
            return RequirementResult.notMet(requirement, why + "; it takes band " + needed);
        }
        List<Pointer> unknown = new ArrayList<>(sharing.unknown());
        if (tenancy.band() < needed) {
            tenancy.unknown().forEach(pointer -> unknown.add(new Pointer(pointer)));
        }
        return tenancy.band() >= needed && unknown.isEmpty()
                ? RequirementResult.met(requirement, why)
                : RequirementResult.unknown(requirement, why + "; it takes band " + needed, unknown);
    }

    /** Tenants may require more for themselves than is asked of all. */
    private static boolean isAboutMoreThan(Tenancy required, Finding finding) {
        String isolation = finding.facts().getOrDefault("isolation", "");
        return Stream.of(Tenancy.values())
                .anyMatch(other -> other.toString().equals(isolation) && other.compareTo(required) > 0);
    }

    private static String wordsFor(List<Finding> violations) {
        int others = violations.size() - 1;
        Finding first = violations.get(0);
        return first.rule() + ": " + first.message() + (others == 0 ? "" : "; and " + others + " more");
    }

    private static String wordsFor(DimensionScore tenancy) {
        String why = tenancy.contributions().stream()
                .findFirst()
                .map(Contribution::why)
                .map(clause -> ": " + clause)
                .orElse("");
        String assumptions =
                tenancy.assumptions().isEmpty() ? "" : " (" + String.join(" ", tenancy.assumptions()) + ")";
        return "tenancy is in band " + tenancy.band() + ", " + tenancy.holds() + why + assumptions;
    }
}
