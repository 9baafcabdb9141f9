package dev.sailplan.report;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import java.util.List;

/** The answer in one word, worst first. */
public enum Verdict {
    /** An ERROR stands. */
    FAIL,
    /** A WARNING stands, and no ERROR. */
    WARN,
    /** Neither stands. */
    PASS;

    /** The verdict on findings, of which those that are waived do not count. */
    public static Verdict of(List<Finding> findings) {
        boolean error = findings.stream().anyMatch(finding -> stands(finding, Severity.ERROR));
        boolean warning = findings.stream().anyMatch(finding -> stands(finding, Severity.WARNING));
        return error ? FAIL : warning ? WARN : PASS;
    }

    private static boolean stands(Finding finding, Severity severity) {
        return finding.severity() == severity && finding.waived() == null;
    }

    /** Whether it is at least as bad as another. */
    public boolean isAtLeast(Verdict other) {
        return compareTo(other) <= 0;
    }
}
