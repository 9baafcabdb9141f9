package dev.sailplan.report.score;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.report.Markdown;
import dev.sailplan.report.ScoreTable;
import dev.sailplan.report.ScoreWords;
import dev.sailplan.score.Contribution;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.DimensionScore.PartScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.Lever;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores as Markdown, for people. What comes from the document is escaped, so that it cannot become markup. */
public final class ScoreMarkdown {

    private static final int MOST_PARTS = 20;
    private static final int MOST_OPERATIONS = 10;
    private static final int MOST_PLACES = 10;
    private static final int LONGEST_VALUE = 200;

    private final ScoreReport report;
    private final StringBuilder text = new StringBuilder();

    private ScoreMarkdown(ScoreReport report) {
        this.report = report;
    }

    /** Writes scores; the same ones always give the same text. */
    public static String write(ScoreReport report) {
        ScoreMarkdown markdown = new ScoreMarkdown(report);
        markdown.writeHead();
        for (Family family : Family.values()) {
            report.card().of(family).dimensions().forEach((name, score) -> markdown.write(family, name, score));
        }
        return markdown.text.toString();
    }

    private void writeHead() {
        text.append("# Scores of ")
                .append(Markdown.text(String.valueOf(report.topology())))
                .append("\n\nPoints are of 100; as of %s, ruleset %s.\n\n"
                        .formatted(report.asOf(), report.ruleset().version()));
        ScoreTable.write(report.card(), text);
        if (report.untriedLevers() > 0) {
            text.append("\nChanges that would perhaps help and were not tried: ")
                    .append(report.untriedLevers())
                    .append(".\n");
        }
    }

    private void write(Family family, String name, DimensionScore score) {
        text.append("\n## %s: %s\n\nBand %s: %s. %s points.\n"
                .formatted(
                        name,
                        family,
                        ScoreWords.bandOf(score),
                        Markdown.text(score.holds()),
                        ScoreWords.pointsOf(score)));
        writeContributions(score.contributions());
        writeParts(score);
        writeLever(score.lever());
        writeUnknown(score);
        writeNotes(score);
    }

    private void writeContributions(List<Contribution> contributions) {
        text.append("\n| Points | For | Why | Where |\n|---|---|---|---|\n");
        for (Contribution each : contributions) {
            text.append("| %d | %s | %s | %s |\n"
                    .formatted(
                            each.points(),
                            Markdown.text(each.fact()),
                            Markdown.text(each.why()),
                            Markdown.code(each.pointer())));
        }
    }

    private void writeParts(DimensionScore score) {
        if (score.parts().isEmpty()) {
            return;
        }
        text.append("\n| Part | Band | Why | Where |\n|---|---|---|---|\n");
        score.parts().stream().limit(MOST_PARTS).forEach(this::write);
        int others = Math.max(0, score.parts().size() - MOST_PARTS) + score.omittedParts();
        if (others > 0) {
            text.append("\nAnd %d more in the same band or a higher one; the one in the middle is in band %d.\n"
                    .formatted(others, score.median()));
        }
    }

    private void write(PartScore part) {
        text.append("| %s | %s | %s | %s |\n"
                .formatted(
                        Markdown.text(part.name()),
                        ScoreWords.interval(part.band(), part.bandUpTo()),
                        Markdown.text(part.why()),
                        Markdown.code(part.pointer())));
    }

    private void writeLever(@Nullable Lever lever) {
        if (lever == null) {
            return;
        }
        text.append("\nWould help most: %s, which gives %s.\n\n"
                .formatted(Markdown.text(lever.summary()), ScoreWords.outcomeOf(lever)));
        lever.change().stream()
                .limit(MOST_OPERATIONS)
                .map(PatchOperation::words)
                .forEach(words -> text.append("- ").append(Markdown.code(words)).append('\n'));
        int others = lever.change().size() - MOST_OPERATIONS;
        if (others > 0) {
            text.append("- and ").append(others).append(" more\n");
        }
    }

    private void writeUnknown(DimensionScore score) {
        List<String> places = score.unknown();
        if (!places.isEmpty()) {
            text.append("\nUnknown, and would settle the band: ")
                    .append(places.stream()
                            .limit(MOST_PLACES)
                            .map(Markdown::code)
                            .collect(Collectors.joining(", ")))
                    .append(more(Math.max(0, places.size() - MOST_PLACES) + score.omittedUnknown()))
                    .append(".\n");
        }
    }

    private static String more(int others) {
        return others > 0 ? " and " + others + " more" : "";
    }

    private void writeNotes(DimensionScore score) {
        if (!score.figures().isEmpty() || !score.assumptions().isEmpty()) {
            text.append('\n');
        }
        score.figures().forEach((what, value) -> writeNote(what + ": " + shortened(String.valueOf(value))));
        score.assumptions().forEach(this::writeNote);
    }

    private void writeNote(String note) {
        text.append("- ").append(Markdown.text(note)).append('\n');
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
