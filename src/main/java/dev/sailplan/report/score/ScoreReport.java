package dev.sailplan.report.score;

import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Scorecard;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How available and how isolated a topology is. The same document, ruleset and day give the same report, byte for byte.
 *
 * @param topology the name of the topology
 * @param asOf the day for which dates were judged
 * @param availability what keeps working when something fails
 * @param isolation what one tenant's misfortune or misdeed means to others
 * @param untriedLevers how many changes would perhaps raise a dimension, and were not tried: in a document this large, or because a rule found more
 *     than is listed
 * @param document which document this is about
 * @param ruleset which edition of the rules levers were judged by
 */
public record ScoreReport(
        @Nullable String topology,
        LocalDate asOf,
        FamilyScore availability,
        FamilyScore isolation,
        int untriedLevers,
        DocumentHash document,
        RulesetInfo ruleset) {

    /** The two families as one. */
    Scorecard card() {
        return new Scorecard(availability, isolation);
    }
}
