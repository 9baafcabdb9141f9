package dev.sailplan.report.ranking;

import dev.sailplan.finding.Finding;
import dev.sailplan.ranking.Criterion;
import dev.sailplan.ranking.DimensionLoss;
import dev.sailplan.ranking.OpenFacts;
import dev.sailplan.ranking.Outcome;
import dev.sailplan.ranking.Place.Defeat;
import dev.sailplan.ranking.Place.Standoff;
import dev.sailplan.ranking.Place.Standoffs;
import dev.sailplan.ranking.RequirementResult;
import dev.sailplan.ranking.Weights;
import dev.sailplan.ranking.Weights.Weighted;
import dev.sailplan.report.Markdown;
import dev.sailplan.report.ScoreWords;
import dev.sailplan.report.ranking.RankingReport.RankedCandidate;
import dev.sailplan.report.ranking.RankingReport.RankedFamily;
import dev.sailplan.report.ranking.RankingReport.RequirementsMet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ranking as Markdown, for people. What comes from the documents is escaped, so that it cannot become markup. */
public final class RankingMarkdown {

    private static final int MOST_ERRORS = 10;
    private static final int MOST_FACTS = 5;

    private final RankingReport report;
    private final StringBuilder text = new StringBuilder();

    private RankingMarkdown(RankingReport report) {
        this.report = report;
    }

    /** Writes a ranking; the same one always gives the same text. */
    public static String write(RankingReport report) {
        RankingMarkdown markdown = new RankingMarkdown(report);
        markdown.writeHead();
        markdown.writeTable();
        report.candidates().forEach(markdown::writeCandidate);
        return markdown.text.toString();
    }

    private void writeHead() {
        text.append("# Ranking of ").append(report.candidates().size()).append(" candidates\n\n");
        text.append("Ordered by ")
                .append(report.orderedBy().stream()
                        .map(RankingMarkdown::wordsFor)
                        .collect(Collectors.joining(", then ")));
        Weights weights = report.weights();
        text.append(
                weights == null
                        ? ". Availability and isolation are not mixed.\n"
                        : ". The weights, %s for availability and %s for isolation, are those of the request.\n"
                                .formatted(
                                        weights.availability().toPlainString(),
                                        weights.isolation().toPlainString()));
        text.append("As of %s, ruleset %s, profile %s%s. Who shares a rank is equal, or cannot be compared.\n"
                .formatted(
                        report.asOf(),
                        report.ruleset().version(),
                        Markdown.text(report.profile().name()),
                        report.waiversIgnored() ? ", waivers ignored" : ""));
        text.append("For estimates, this is up this part of the time: %s.\n\n"
                .formatted(ScoreWords.modelOf(report.failureModel())));
    }

    private static String wordsFor(Criterion criterion) {
        return switch (criterion) {
            case REQUIREMENTS -> "requirements";
            case POINTS -> "points in availability and isolation";
            case BANDS -> "bands";
            case WEIGHTS -> "weighted points";
        };
    }

    private void writeTable() {
        boolean weighted = report.weights() != null;
        text.append("| Rank | Candidate | Verdict | Requirements | Availability | Isolation |");
        text.append(weighted ? " Weighted |\n" : "\n").append("|---|---|---|---|---|---|");
        text.append(weighted ? "---|\n" : "\n");
        for (RankedCandidate candidate : report.candidates()) {
            text.append("| %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            candidate.rank() == null ? "–" : candidate.rank(),
                            Markdown.text(candidate.candidate()),
                            candidate.verdict(),
                            wordsFor(candidate.requirements()),
                            wordsFor(candidate.availability()),
                            wordsFor(candidate.isolation())));
            text.append(weighted ? " " + wordsFor(candidate.weighted()) + " |\n" : "\n");
        }
    }

    private static String wordsFor(@Nullable RequirementsMet requirements) {
        if (requirements == null || requirements.results().isEmpty()) {
            return requirements == null ? "" : "none";
        }
        return "%d met, %d not met, %d unknown"
                .formatted(requirements.met(), requirements.notMet(), requirements.unknown());
    }

    private static String wordsFor(@Nullable RankedFamily family) {
        if (family == null || family.dimensions().isEmpty()) {
            return family == null ? "" : "not scored";
        }
        return family.points() + (family.pointsUpTo() == null ? "" : " to " + family.pointsUpTo());
    }

    private static String wordsFor(@Nullable Weighted weighted) {
        return weighted == null
                ? ""
                : weighted.points() + (weighted.pointsUpTo() == null ? "" : " to " + weighted.pointsUpTo());
    }

    private void writeCandidate(RankedCandidate candidate) {
        text.append("\n## ");
        text.append(candidate.rank() == null ? "Not ranked: " : candidate.rank() + ". ");
        text.append(Markdown.text(candidate.candidate())).append("\n\n");
        writeErrors(candidate);
        RequirementsMet requirements = candidate.requirements();
        if (requirements != null) {
            requirements.results().forEach(result -> writeRequirement(result, requirements.from()));
        }
        candidate.lostTo().forEach(this::writeDefeat);
        candidate.incomparableWith().forEach(this::writeStandoff);
        writeNames("As good as", candidate.equalTo());
        writeNames("Better than", candidate.aheadOf());
    }

    private void writeErrors(RankedCandidate candidate) {
        for (Finding error : candidate.errors().stream().limit(MOST_ERRORS).toList()) {
            text.append("- %s %s: %s. %s\n"
                    .formatted(
                            error.rule(), error.name(), Markdown.text(error.message()), Markdown.text(error.remedy())));
        }
        int others = candidate.errors().size() - MOST_ERRORS;
        if (Math.max(0, others) + candidate.unlistedErrors() > 0) {
            text.append("- And ")
                    .append(Math.max(0, others) + candidate.unlistedErrors())
                    .append(" more errors\n");
        }
    }

    private void writeRequirement(RequirementResult result, String from) {
        String outcome = result.outcome() == Outcome.NOT_MET
                ? "not met"
                : result.outcome().toString();
        text.append("- Required by the %s: %s: **%s**, %s%s\n"
                .formatted(
                        from,
                        Markdown.text(result.requirement()),
                        outcome,
                        Markdown.text(result.why()),
                        facts(result.facts(), result.omittedFacts())));
    }

    private void writeDefeat(Defeat defeat) {
        text.append("- Lost to %s by %s\n".formatted(Markdown.text(defeat.candidate()), wordsFor(defeat.by())));
        defeat.requirements()
                .forEach(result -> text.append("  - %s: %s%s\n"
                        .formatted(
                                Markdown.text(result.requirement()),
                                Markdown.text(result.why()),
                                facts(result.facts(), result.omittedFacts()))));
        defeat.dimensions().forEach(this::writeLoss);
    }

    private void writeLoss(DimensionLoss loss) {
        String why = loss.why();
        String otherWhy = loss.otherWhy();
        text.append("  - %s, %s: %d points against %d, band %d against %d%s%s\n"
                .formatted(
                        loss.family(),
                        Markdown.text(loss.dimension()),
                        loss.points(),
                        loss.otherPoints(),
                        loss.band(),
                        loss.otherBand(),
                        why == null ? "" : ": " + Markdown.text(why),
                        otherWhy == null ? "" : "; there, " + Markdown.text(otherWhy)));
    }

    private void writeStandoff(Standoff standoff) {
        boolean facts = standoff.because() == Standoffs.WANT_OF_FACTS;
        text.append("- Incomparable with %s: %s\n"
                .formatted(
                        Markdown.text(standoff.candidate()),
                        facts
                                ? "facts that are not known decide"
                                : "each is better in something, and this is worse in"));
        standoff.worseIn().forEach(this::writeLoss);
        for (OpenFacts open : standoff.facts()) {
            text.append("  - %s of %s%s\n"
                    .formatted(
                            Markdown.text(open.dimension()),
                            Markdown.text(open.candidate()),
                            facts(open.facts(), open.omittedFacts())));
        }
    }

    private void writeNames(String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append("- %s %s\n"
                    .formatted(what, names.stream().map(Markdown::text).collect(Collectors.joining(", "))));
        }
    }

    private static String facts(List<String> pointers, int omitted) {
        if (pointers.isEmpty()) {
            return "";
        }
        int others = Math.max(0, pointers.size() - MOST_FACTS) + omitted;
        String listed = pointers.stream().limit(MOST_FACTS).map(Markdown::code).collect(Collectors.joining(", "));
        return "; to be stated: " + listed + (others > 0 ? " and " + others + " more" : "");
    }
}
