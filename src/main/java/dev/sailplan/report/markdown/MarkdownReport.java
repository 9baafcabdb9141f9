package dev.sailplan.report.markdown;

import dev.sailplan.finding.Acceptance;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.report.Markdown;
import dev.sailplan.report.ReachabilityReport;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.report.ScoreTable;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.ValidationReport.Scores;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report for pull-request comments. What comes from the document is escaped, so that it cannot become markup. */
final class MarkdownReport implements ReportFormat {

    private static final int MOST_SUBJECTS = 5;

    @Override
    public String mediaType() {
        return "text/markdown";
    }

    @Override
    public String write(ValidationReport report) {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(report.verdict());
        text.append(report.topology() == null ? "\n\n" : ": " + Markdown.text(report.topology()) + "\n\n");
        text.append("%s; as of %s, ruleset %s, profile %s%s.\n"
                .formatted(
                        report.summary().words(),
                        report.asOf(),
                        report.ruleset().version(),
                        Markdown.text(report.profile().name()),
                        report.waiversIgnored() ? ", waivers ignored" : ""));
        if (report.phase().equals("structure")) {
            text.append("\nOnly the structure was checked: correct it, and the topology is checked too.\n");
        }
        writeFindings(report, text);
        writeWaived(report.findings(), text);
        writeScores(report.scores(), text);
        writeNotEvaluated(report, text);
        if (report.reachability() != null) {
            writeReachability(report.reachability(), text);
        }
        return text.toString();
    }

    private static void writeFindings(ValidationReport report, StringBuilder text) {
        List<Finding> standing = report.findings().stream()
                .filter(finding -> finding.waived() == null)
                .toList();
        if (!standing.isEmpty()) {
            text.append("\n| Severity | Rule | Finding | Where |\n|---|---|---|---|\n");
            standing.forEach(finding -> text.append(rowOf(finding)));
        }
        if (!report.truncated().isEmpty()) {
            text.append("\nMore was found than is listed: ")
                    .append(String.join(", ", report.truncated()))
                    .append(".\n");
        }
    }

    private static String rowOf(Finding finding) {
        return "| %s | %s %s | %s. %s%s%s | %s |\n"
                .formatted(
                        finding.severity(),
                        finding.rule(),
                        finding.name(),
                        Markdown.text(finding.message()),
                        Markdown.text(finding.remedy()),
                        adviceOf(finding),
                        finding.fix().isEmpty() ? "" : "<br>Fix: " + fixOf(finding),
                        placesOf(finding.subjects()));
    }

    private static String adviceOf(Finding finding) {
        return finding.advice().entrySet().stream()
                .map(entry -> "<br>" + entry.getKey() + ": " + Markdown.text(entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String fixOf(Finding finding) {
        return finding.fix().stream()
                .map(PatchOperation::words)
                .map(Markdown::code)
                .collect(Collectors.joining("<br>"));
    }

    private static void writeWaived(List<Finding> findings, StringBuilder text) {
        List<Finding> waived =
                findings.stream().filter(finding -> finding.waived() != null).toList();
        if (waived.isEmpty()) {
            return;
        }
        text.append("\n<details><summary>Waived</summary>\n\n");
        text.append("| Severity | Rule | Finding | Why | Who | Until |\n|---|---|---|---|---|---|\n");
        for (Finding finding : waived) {
            Acceptance acceptance = Objects.requireNonNull(finding.waived());
            text.append("| %s | %s %s | %s | %s | %s | %s |\n"
                    .formatted(
                            finding.severity(),
                            finding.rule(),
                            finding.name(),
                            Markdown.text(finding.message()),
                            Markdown.text(acceptance.reason()),
                            Markdown.text(acceptance.owner()),
                            Markdown.text(acceptance.expires())));
        }
        text.append("\n</details>\n");
    }

    private static String placesOf(List<FindingSubject> subjects) {
        String listed = subjects.stream()
                .limit(MOST_SUBJECTS)
                .map(subject ->
                        "%d:%d %s".formatted(subject.line(), subject.column(), Markdown.code(subject.pointer())))
                .collect(Collectors.joining("<br>"));
        int others = subjects.size() - MOST_SUBJECTS;
        return others > 0 ? listed + "<br>and " + others + " more" : listed;
    }

    private static void writeScores(@Nullable Scores scores, StringBuilder text) {
        if (scores != null) {
            text.append("\n### Scores\n\n");
            ScoreTable.write(scores.card(), text);
        }
    }

    private static void writeNotEvaluated(ValidationReport report, StringBuilder text) {
        if (report.notEvaluated().isEmpty()) {
            return;
        }
        text.append("\n<details><summary>Not evaluated, for want of facts. %s</summary>\n\n"
                .formatted(Markdown.text(report.missingFacts().advice())));
        for (NotEvaluated entry : report.notEvaluated()) {
            String needs = entry.needs().stream()
                    .limit(MOST_SUBJECTS)
                    .map(Markdown::code)
                    .collect(Collectors.joining(", "));
            int others = entry.needs().size() - MOST_SUBJECTS;
            text.append("- ").append(entry.rule()).append(": ").append(needs);
            text.append(others > 0 ? " and " + others + " more\n" : "\n");
        }
        text.append("\n</details>\n");
    }

    private static void writeReachability(ReachabilityReport reachability, StringBuilder text) {
        text.append("\n### Who can call what\n\n| Service | From clusters | Verdict | Why |\n|---|---|---|---|\n");
        for (ReachabilityReport.Row row : reachability.rows()) {
            for (ReachabilityReport.Clients clients : row.clients()) {
                text.append("| %s | %s | %s | %s |\n"
                        .formatted(
                                Markdown.text(shortened(row.services())),
                                Markdown.text(shortened(clients.clusters())),
                                clients.verdict(),
                                String.join(", ", clients.reasons())));
            }
        }
    }

    private static String shortened(List<String> names) {
        String listed = String.join(", ", names.subList(0, Math.min(MOST_SUBJECTS, names.size())));
        int others = names.size() - MOST_SUBJECTS;
        return others > 0 ? listed + " and " + others + " more" : listed;
    }
}
