package dev.sailplan.fix;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a change of a document did to what is found in it. */
record Comparison(Evaluation before, Evaluation after) {

    /** Whether a finding is gone, and nothing as bad came in its place. */
    boolean isRepairOf(Finding finding) {
        return after.truncated().isEmpty()
                && counts(after, finding.severity()).getOrDefault(finding.fingerprint(), 0L)
                        < counts(before, finding.severity()).getOrDefault(finding.fingerprint(), 0L)
                && addsNone(finding.severity())
                && needs(before, finding.rule()).containsAll(needs(after, finding.rule()));
    }

    /** Whether no ERROR and no WARNING is new. */
    boolean isHarmless() {
        return after.truncated().isEmpty() && addsNone(Severity.WARNING);
    }

    /** Whether no finding of a severity or worse is new. */
    private boolean addsNone(Severity severity) {
        Map<String, Long> known = counts(before, severity);
        return counts(after, severity).entrySet().stream()
                .allMatch(entry -> entry.getValue() <= known.getOrDefault(entry.getKey(), 0L));
    }

    private static Map<String, Long> counts(Evaluation evaluation, Severity least) {
        return evaluation.findings().stream()
                .filter(finding -> finding.severity().compareTo(least) <= 0)
                .collect(Collectors.groupingBy(Finding::fingerprint, Collectors.counting()));
    }

    private static Set<String> needs(Evaluation evaluation, String rule) {
        return evaluation.notEvaluated().stream()
                .filter(entry -> entry.rule().equals(rule))
                .map(NotEvaluated::needs)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }
}
