package dev.sailplan.report.text;

import dev.sailplan.finding.Acceptance;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.report.ReachabilityReport;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.report.ScoreWords;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.ValidationReport.Scores;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Lever;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report for terminals and build logs: the verdict first, then a paragraph for each finding, the worst first. */
final class TextReport implements ReportFormat {

    private static final int MOST_SUBJECTS = 10;

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public String write(ValidationReport report) {
        StringBuilder text = new StringBuilder();
        text.append("%s  %s  (as of %s, ruleset %s, profile %s%s)\n"
                .formatted(
                        report.verdict(),
                        nameOf(report),
                        report.asOf(),
                        report.ruleset().version(),
                        line(report.profile().name()),
                        report.waiversIgnored() ? ", waivers ignored" : ""));
        text.append(report.summary().words()).append('\n');
        if (report.phase().equals("structure")) {
            text.append("Only the structure was checked: correct it, and the topology is checked too.\n");
        }
        report.findings().forEach(finding -> write(finding, text));
        if (!report.truncated().isEmpty()) {
            text.append("\nMore was found than is listed: ")
                    .append(String.join(", ", report.truncated()))
                    .append('\n');
        }
        writeScores(report.scores(), text);
        writeNotEvaluated(report, text);
        if (report.reachability() != null) {
            write(report.reachability(), text);
        }
        return text.toString();
    }

    /** Text of a document on one line: it must not write lines of the report, nor talk to the terminal. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", "?");
    }

    private static String nameOf(ValidationReport report) {
        return report.topology() == null ? "(topology without a name)" : line(report.topology());
    }

    private static void write(Finding finding, StringBuilder text) {
        String waived = finding.waived() == null ? "" : " (waived)";
        text.append("\n%s %s %s%s\n".formatted(finding.severity(), finding.rule(), finding.name(), waived));
        text.append("  ").append(line(finding.message())).append('\n');
        finding.subjects().stream().limit(MOST_SUBJECTS).forEach(subject -> write(subject, text));
        int others = finding.subjects().size() - MOST_SUBJECTS;
        if (others > 0) {
            text.append("  and %d more places\n".formatted(others));
        }
        if (finding.waived() == null) {
            text.append("  Remedy: ").append(finding.remedy()).append('\n');
            finding.advice().forEach((what, value) -> text.append("  %s: %s\n".formatted(what, line(value))));
            finding.fix().forEach(operation -> text.append("  Fix: %s\n".formatted(line(operation.words()))));
        } else {
            write(finding.waived(), text);
        }
    }

    private static void write(Acceptance waived, StringBuilder text) {
        text.append("  Waived by %s until %s: %s\n"
                .formatted(line(waived.owner()), line(waived.expires()), line(waived.reason())));
    }

    private static void write(FindingSubject subject, StringBuilder text) {
        text.append("  at %d:%d %s".formatted(subject.line(), subject.column(), line(subject.pointer())));
        text.append(subject.element() == null ? "\n" : " (" + line(subject.element()) + ")\n");
    }

    private static void writeScores(@Nullable Scores scores, StringBuilder text) {
        if (scores == null) {
            return;
        }
        text.append("\nScores, of 100:\n");
        for (Family family : Family.values()) {
            FamilyScore points = scores.card().of(family);
            if (!points.dimensions().isEmpty()) {
                text.append("  %-22s %s\n".formatted(family, ScoreWords.pointsOf(points)));
                points.dimensions().forEach((name, score) -> write(name, score, text));
            }
        }
    }

    private static void write(String dimension, DimensionScore score, StringBuilder text) {
        text.append("    %-20s %s  band %s: %s\n"
                .formatted(dimension, ScoreWords.pointsOf(score), ScoreWords.bandOf(score), score.holds()));
        Lever lever = score.lever();
        if (lever != null) {
            text.append(
                    "      Would help most: %s (%s)\n".formatted(line(lever.summary()), ScoreWords.outcomeOf(lever)));
        }
    }

    private static void writeNotEvaluated(ValidationReport report, StringBuilder text) {
        if (report.notEvaluated().isEmpty()) {
            return;
        }
        text.append("\nNot evaluated, for want of these facts:\n");
        for (NotEvaluated entry : report.notEvaluated()) {
            text.append("  ")
                    .append(entry.rule())
                    .append("  ")
                    .append(shortened(entry.needs()))
                    .append('\n');
        }
        text.append("  ").append(report.missingFacts().advice()).append('\n');
    }

    private static void write(ReachabilityReport reachability, StringBuilder text) {
        text.append("\nWho can call what, by service and the client's cluster:\n");
        for (ReachabilityReport.Row row : reachability.rows()) {
            text.append("  ").append(line(shortened(row.services()))).append('\n');
            for (ReachabilityReport.Clients clients : row.clients()) {
                text.append("    %-11s  from %s%s\n"
                        .formatted(clients.verdict(), line(shortened(clients.clusters())), why(clients)));
            }
        }
    }

    private static String why(ReachabilityReport.Clients clients) {
        return clients.reasons().isEmpty() ? "" : ": " + String.join(", ", clients.reasons());
    }

    private static String shortened(List<String> needs) {
        String listed = String.join(", ", needs.subList(0, Math.min(MOST_SUBJECTS, needs.size())));
        return needs.size() > MOST_SUBJECTS ? listed + " and " + (needs.size() - MOST_SUBJECTS) + " more" : listed;
    }
}
