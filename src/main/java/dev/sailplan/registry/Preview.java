package dev.sailplan.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.report.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/**
 * What stored topologies would be found to be by this version and other terms, against what was found. Nothing of it is stored.
 *
 * @param edition of what they would be judged by, besides the profile
 * @param profile by which they would be judged
 * @param asOf the day for which dates were judged, where documents do not say
 * @param topologies how many were judged
 * @param verdicts how many would have another verdict
 * @param changes those that would have another verdict or findings of other rules, by name
 * @param unlisted how many more there are
 * @param failed those that cannot be judged, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preview(
        String edition,
        String profile,
        LocalDate asOf,
        long topologies,
        long verdicts,
        List<Change> changes,
        long unlisted,
        List<String> failed) {

    public Preview {
        changes = List.copyOf(changes);
        failed = List.copyOf(failed);
    }

    /** How many entries it lists. */
    public long entries() {
        return (long) changes.size() + failed.size();
    }

    /**
     * What would change for a topology.
     *
     * @param before the verdict that was found
     * @param after the verdict it would get
     * @param newRules codes of rules with findings that are not waived, and had none
     * @param resolvedRules codes of rules that had such findings, and would have none
     */
    public record Change(
            String name,
            long revision,
            Verdict before,
            Verdict after,
            List<String> newRules,
            List<String> resolvedRules) {

        public Change {
            newRules = List.copyOf(newRules);
            resolvedRules = List.copyOf(resolvedRules);
        }

        static Change of(String name, long revision, Findings before, Findings after) {
            return new Change(
                    name,
                    revision,
                    before.verdict(),
                    after.verdict(),
                    without(after.rules(), before.rules()),
                    without(before.rules(), after.rules()));
        }

        private static List<String> without(TreeSet<String> rules, TreeSet<String> others) {
            return rules.stream().filter(rule -> !others.contains(rule)).toList();
        }

        boolean isOne() {
            return hasOtherVerdict() || !newRules.isEmpty() || !resolvedRules.isEmpty();
        }

        boolean hasOtherVerdict() {
            return before != after;
        }
    }

    /** What a report comes to: its verdict, and the rules with findings that are not waived. */
    record Findings(Verdict verdict, TreeSet<String> rules) {}
}
