package dev.sailplan.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.ValidationReport.Scores;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.report.Verdict;
import dev.sailplan.score.FamilyScore;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard shows of a report.
 *
 * @param phase as in the report
 * @param asOf the day for which dates were judged
 * @param summary how many findings there are
 * @param availability points, from 0 to 100; left out in phase {@code structure}
 * @param isolation points, from 0 to 100; left out in phase {@code structure}
 * @param ruleset the version of the rules
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Digest(
        Verdict verdict,
        String phase,
        LocalDate asOf,
        Summary summary,
        @Nullable Integer availability,
        @Nullable Integer isolation,
        String ruleset) {

    static Digest of(ValidationReport report) {
        Optional<Scores> scores = Optional.ofNullable(report.scores());
        return new Digest(
                report.verdict(),
                report.phase(),
                report.asOf(),
                report.summary(),
                scores.map(Scores::availability).map(FamilyScore::points).orElse(null),
                scores.map(Scores::isolation).map(FamilyScore::points).orElse(null),
                report.ruleset().version());
    }
}
