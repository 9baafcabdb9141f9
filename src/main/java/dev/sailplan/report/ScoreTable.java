package dev.sailplan.report;

import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.Family;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Lever;
import dev.sailplan.score.Scorecard;

/** All dimensions of a scorecard as a table in Markdown, each in one row. */
public final class ScoreTable {

    private ScoreTable() {}

    /** Writes the table; a family without dimensions has no row. */
    public static void write(Scorecard card, StringBuilder text) {
        text.append("| Score | Band | Holds | Points | Would help most |\n|---|---|---|---|---|\n");
        for (Family family : Family.values()) {
            FamilyScore scores = card.of(family);
            if (!scores.dimensions().isEmpty()) {
                text.append("| **%s** | | | **%s** | |\n".formatted(family, ScoreWords.pointsOf(scores)));
                scores.dimensions().forEach((name, score) -> text.append(rowOf(name, score)));
            }
        }
    }

    private static String rowOf(String name, DimensionScore score) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        name,
                        ScoreWords.bandOf(score),
                        Markdown.text(score.holds()),
                        ScoreWords.pointsOf(score),
                        wordsOf(score));
    }

    private static String wordsOf(DimensionScore score) {
        Lever lever = score.lever();
        return lever == null ? "" : "%s: %s".formatted(Markdown.text(lever.summary()), ScoreWords.outcomeOf(lever));
    }
}
