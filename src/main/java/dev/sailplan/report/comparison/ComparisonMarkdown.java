package dev.sailplan.report.comparison;

import dev.sailplan.comparison.Change;
import dev.sailplan.comparison.ElementChange;
import dev.sailplan.comparison.FieldChange;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.NotEvaluated;
import dev.sailplan.report.Markdown;
import dev.sailplan.report.ScoreWords;
import dev.sailplan.report.comparison.ComparedScores.ComparedDimension;
import dev.sailplan.report.comparison.ComparedScores.ComparedFamily;
import dev.sailplan.report.comparison.ComparisonReport.ChangeSummary;
import dev.sailplan.report.comparison.ComparisonReport.ComparedFindings;
import dev.sailplan.report.comparison.ComparisonReport.ElementCounts;
import dev.sailplan.report.comparison.ComparisonReport.FindingCounts;
import dev.sailplan.score.Family;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A comparison as a comment on a pull request. What comes from the documents is escaped, so that it cannot become markup. */
public final class ComparisonMarkdown {

    private static final int MOST_ROWS = 50;
    private static final int MOST_PARTS = 5;
    private static final int LONGEST_VALUE = 60;

    private final ComparisonReport report;
    private final StringBuilder text = new StringBuilder();

    private ComparisonMarkdown(ComparisonReport report) {
        this.report = report;
    }

    /** Writes a comparison; the same comparison always gives the same text. */
    public static String write(ComparisonReport report) {
        ComparisonMarkdown markdown = new ComparisonMarkdown(report);
        markdown.writeHead();
        markdown.writeFindings();
        markdown.writeScores();
        markdown.writeChanges();
        markdown.writeNotEvaluated();
        return markdown.text.toString();
    }

    private void writeHead() {
        String name = report.head().topology();
        text.append("## ").append(report.verdict()).append(": change of ");
        text.append(Markdown.text(String.valueOf(name))).append("\n\n");
        text.append(wordsOf(report.summary()));
        text.append("The topology was %s and is %s; as of %s, ruleset %s, profile %s%s.\n"
                .formatted(
                        report.base().verdict(),
                        report.head().verdict(),
                        report.asOf(),
                        report.ruleset().version(),
                        Markdown.text(report.profile().name()),
                        report.waiversIgnored() ? ", waivers ignored" : ""));
    }

    private static String wordsOf(ChangeSummary summary) {
        ElementCounts elements = summary.elements();
        FindingCounts findings = summary.findings();
        return "Elements: %d added, %d removed, %d changed, %d renamed. "
                        .formatted(elements.added(), elements.removed(), elements.changed(), elements.renamed())
                + "Findings: %d new, %d worse, %d resolved, %d unchanged. "
                        .formatted(findings.added(), findings.worsened(), findings.resolved(), findings.unchanged());
    }

    private void writeFindings() {
        ComparedFindings findings = report.findings();
        writeFindings("New findings", findings.added(), true);
        writeFindings("Findings that count more than before", findings.worsened(), true);
        writeFindings("Resolved findings", findings.resolved(), false);
        if (findings.unlisted() > 0) {
            text.append("\nMore was found than is listed: ")
                    .append(findings.unlisted())
                    .append(" findings.\n");
        }
    }

    private void writeFindings(String title, List<Finding> findings, boolean withRemedy) {
        if (findings.isEmpty()) {
            return;
        }
        text.append("\n### ").append(title);
        text.append("\n\n| Severity | Rule | Finding | Where |\n|---|---|---|---|\n");
        findings.stream().limit(MOST_ROWS).forEach(finding -> text.append(rowOf(finding, withRemedy)));
        writeRest(findings.size() - MOST_ROWS);
    }

    private static String rowOf(Finding finding, boolean withRemedy) {
        return "| %s%s | %s %s | %s.%s | %s |\n"
                .formatted(
                        finding.severity(),
                        finding.waived() == null ? "" : ", waived",
                        finding.rule(),
                        finding.name(),
                        Markdown.text(finding.message()),
                        withRemedy ? " " + Markdown.text(finding.remedy()) : "",
                        placesOf(finding.subjects()));
    }

    private static String placesOf(List<FindingSubject> subjects) {
        String places = subjects.stream()
                .limit(MOST_PARTS)
                .map(subject -> (subject.element() == null ? "" : Markdown.text(subject.element()) + " ")
                        + Markdown.code(subject.pointer()))
                .collect(Collectors.joining("<br>"));
        int others = subjects.size() - MOST_PARTS;
        return others > 0 ? places + "<br>and " + others + " more" : places;
    }

    /** Scores that change; of those that do not, only that they do not. */
    private void writeScores() {
        StringBuilder rows = new StringBuilder();
        for (Family family : Family.values()) {
            ComparedFamily before = report.base().scores().of(family);
            ComparedFamily after = report.head().scores().of(family);
            rows.append(rowOf(before, after, family));
            after.dimensions()
                    .forEach((name, score) ->
                            rows.append(rowOf(before.dimensions().get(name), score, name)));
        }
        if (rows.isEmpty()) {
            text.append("\nNo score changes.\n");
        } else {
            text.append("\n### Scores that change\n\n| Score | Was | Is | Points | Why |\n|---|---|---|---|---|\n");
            text.append(rows)
                    .append("\nFor estimates, this is up this part of the time: %s.\n"
                            .formatted(ScoreWords.modelOf(report.failureModel())));
        }
    }

    private static String rowOf(ComparedFamily before, ComparedFamily after, Family family) {
        String was = ScoreWords.interval(before.points(), before.pointsUpTo());
        String is = ScoreWords.interval(after.points(), after.pointsUpTo());
        return was.equals(is)
                ? ""
                : "| **%s** | **%s** | **%s** | %s | |\n"
                        .formatted(family, was, is, differenceOf(before.points(), after.points()));
    }

    private static String rowOf(@Nullable ComparedDimension before, ComparedDimension after, String name) {
        if (before == null || wordsOf(before).equals(wordsOf(after))) {
            return "";
        }
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        name,
                        wordsOf(before),
                        wordsOf(after),
                        differenceOf(before.points(), after.points()),
                        Markdown.text(after.why()));
    }

    private static String wordsOf(ComparedDimension score) {
        return "%s (band %s of %d)"
                .formatted(
                        ScoreWords.interval(score.points(), score.pointsUpTo()),
                        ScoreWords.interval(score.band(), score.bandUpTo()),
                        score.of());
    }

    private static String differenceOf(int before, int after) {
        return after == before ? "±0" : "%+d".formatted(after - before);
    }

    private void writeChanges() {
        List<ElementChange> changes = report.changes();
        if (changes.isEmpty()) {
            text.append("\nNo element changes.\n");
            return;
        }
        text.append("\n### What changes\n\n| Element | | |\n|---|---|---|\n");
        changes.stream()
                .limit(MOST_ROWS)
                .forEach(change -> text.append("| %s | %s | %s |\n"
                        .formatted(Markdown.text(change.element()), change.change(), detailsOf(change))));
        writeRest(changes.size() - MOST_ROWS + report.unlistedChanges());
    }

    private static String detailsOf(ElementChange change) {
        String from = change.from();
        if (from != null) {
            return "from " + Markdown.text(from);
        }
        String fields = change.fields().stream()
                .limit(MOST_PARTS)
                .map(ComparisonMarkdown::wordsOf)
                .collect(Collectors.joining("<br>"));
        int others = change.fields().size() - MOST_PARTS + change.unlistedFields();
        return others > 0 ? fields + "<br>and " + others + " more" : fields;
    }

    private static String wordsOf(FieldChange field) {
        String path = Markdown.text(field.path());
        String change = field.change() == Change.CHANGED || field.change() == Change.REORDERED
                ? valueOf(field.base()) + " → " + valueOf(field.head())
                : valueOf(field.base() == null ? field.head() : field.base());
        return field.change() == Change.CHANGED ? path + ": " + change : path + " " + field.change() + ": " + change;
    }

    private static String valueOf(@Nullable Object value) {
        String written = String.valueOf(value);
        return Markdown.code(
                written.isEmpty()
                        ? "\"\""
                        : written.length() <= LONGEST_VALUE ? written : written.substring(0, LONGEST_VALUE) + "…");
    }

    private void writeNotEvaluated() {
        if (report.notEvaluated().isEmpty()) {
            return;
        }
        text.append("\n<details><summary>Facts that rules had before and lack now: what they found may still be so"
                + "</summary>\n\n");
        for (NotEvaluated entry : report.notEvaluated()) {
            String needs =
                    entry.needs().stream().limit(MOST_PARTS).map(Markdown::code).collect(Collectors.joining(", "));
            int others = entry.needs().size() - MOST_PARTS;
            text.append("- ").append(entry.rule()).append(": ").append(needs);
            text.append(others > 0 ? " and " + others + " more\n" : "\n");
        }
        text.append("\n</details>\n");
    }

    private void writeRest(int others) {
        if (others > 0) {
            text.append("\nAnd ").append(others).append(" more.\n");
        }
    }
}
