package dev.sailplan.report.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sailplan.comparison.Change;
import dev.sailplan.comparison.Differences;
import dev.sailplan.comparison.ElementChange;
import dev.sailplan.comparison.FindingChanges;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.profile.Profile;
import dev.sailplan.report.ValidationReport.RulesetInfo;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.report.Verdict;
import dev.sailplan.rule.Evaluation;
import dev.sailplan.score.Scorecard;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a topology does. The same two documents, ruleset and day give the same report, byte for byte.
 *
 * @param base the earlier topology
 * @param head the later topology
 * @param verdict the answer on the change in one word: what is found newly decides, not what was there before
 * @param asOf the day for which the dates of both are judged
 * @param summary how much changed
 * @param changes the elements that are not the same: by kind, then by name
 * @param unlistedChanges how many more there are than the thousand that are listed
 * @param findings what became of what was found
 * @param notEvaluated rules that lack facts in the later topology that they had in the earlier one: what they found there may still
 *     be so
 * @param profile how severe findings are
 * @param waiversIgnored whether findings count although they are waived
 * @param failureModel what the estimate takes as the part of the time that something is up, by kind
 * @param ruleset which edition of the rules
 */
public record ComparisonReport(
        ComparedTopology base,
        ComparedTopology head,
        Verdict verdict,
        LocalDate asOf,
        ChangeSummary summary,
        List<ElementChange> changes,
        int unlistedChanges,
        ComparedFindings findings,
        List<NotEvaluated> notEvaluated,
        Profile profile,
        boolean waiversIgnored,
        Map<String, Double> failureModel,
        RulesetInfo ruleset) {

    public ComparisonReport {
        changes = List.copyOf(changes);
        notEvaluated = List.copyOf(notEvaluated);
        failureModel = Collections.unmodifiableMap(new LinkedHashMap<>(failureModel));
    }

    /**
     * One of the two topologies by itself.
     *
     * @param topology its name
     * @param verdict its own, as a validation gives it
     * @param summary how many findings it has
     * @param scores how available and how isolated it is
     */
    public record ComparedTopology(@Nullable String topology, Verdict verdict, Summary summary, ComparedScores scores) {

        static ComparedTopology of(@Nullable String name, Evaluation evaluation, Scorecard card) {
            return new ComparedTopology(
                    name, Verdict.of(evaluation.findings()), Summary.of(evaluation), ComparedScores.of(card));
        }
    }

    /**
     * How much changed, listed or not.
     *
     * @param elements what became of elements
     * @param findings what became of findings
     */
    public record ChangeSummary(ElementCounts elements, FindingCounts findings) {

        static ChangeSummary of(Differences differences, FindingChanges findings) {
            Map<Change, Integer> counts = differences.counts();
            return new ChangeSummary(
                    new ElementCounts(
                            counts.getOrDefault(Change.ADDED, 0),
                            counts.getOrDefault(Change.REMOVED, 0),
                            counts.getOrDefault(Change.CHANGED, 0),
                            counts.getOrDefault(Change.RENAMED, 0)),
                    new FindingCounts(
                            findings.added().size(),
                            findings.worsened().size(),
                            findings.resolved().size(),
                            findings.unchanged().size()));
        }
    }

    /** Numbers of elements. */
    public record ElementCounts(int added, int removed, int changed, int renamed) {}

    /** Numbers of findings. */
    public record FindingCounts(@JsonProperty("new") int added, int worsened, int resolved, int unchanged) {}

    /**
     * What became of what was found: first what counts, then what is waived, each by severity, rule and place.
     *
     * @param added what the later topology has and the earlier one had not, and what is wrong with the change itself
     * @param worsened what the later topology has and the earlier one had too, but waived or less severe
     * @param resolved what the earlier topology had and the later one has not
     * @param unchanged what else the later topology has
     * @param unlisted how many more there are; of each rule a thousand are listed in each list
     */
    public record ComparedFindings(
            @JsonProperty("new") List<Finding> added,
            List<Finding> worsened,
            List<Finding> resolved,
            List<Finding> unchanged,
            int unlisted) {

        private static final int MOST_OF_A_RULE = 1_000;

        public ComparedFindings {
            added = List.copyOf(added);
            worsened = List.copyOf(worsened);
            resolved = List.copyOf(resolved);
            unchanged = List.copyOf(unchanged);
        }

        static ComparedFindings of(FindingChanges all) {
            ComparedFindings listed = new ComparedFindings(
                    listed(all.added()), listed(all.worsened()), listed(all.resolved()), listed(all.unchanged()), 0);
            long unlisted = Stream.of(all.added(), all.worsened(), all.resolved(), all.unchanged())
                            .mapToLong(List::size)
                            .sum()
                    - Stream.of(listed.added, listed.worsened, listed.resolved, listed.unchanged)
                            .mapToLong(List::size)
                            .sum();
            return new ComparedFindings(
                    listed.added, listed.worsened, listed.resolved, listed.unchanged, Math.toIntExact(unlisted));
        }

        private static List<Finding> listed(List<Finding> findings) {
            Map<String, Integer> listed = new HashMap<>();
            return findings.stream()
                    .filter(finding -> listed.merge(finding.rule(), 1, Integer::sum) <= MOST_OF_A_RULE)
                    .toList();
        }
    }
}
