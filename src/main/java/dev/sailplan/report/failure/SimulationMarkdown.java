package dev.sailplan.report.failure;

import dev.sailplan.report.Markdown;
import dev.sailplan.report.failure.SimulationReport.AffectedConsumer;
import dev.sailplan.report.failure.SimulationReport.AffectedService;
import dev.sailplan.report.failure.SimulationReport.Counts;
import dev.sailplan.report.failure.SimulationReport.CutSetEntry;
import dev.sailplan.report.failure.SimulationReport.CutSetReport;
import dev.sailplan.report.failure.SimulationReport.FailureImpact;
import dev.sailplan.report.failure.SimulationReport.FailureName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A simulation as Markdown, for people. What comes from the document is escaped, so that it cannot become markup. */
public final class SimulationMarkdown {

    private static final int MOST_ROWS = 100;
    private static final int MOST_SECTIONS = 20;
    private static final int MOST_NAMES = 5;

    private SimulationMarkdown() {}

    /** Writes a simulation; the same one always gives the same text. */
    public static String write(SimulationReport report) {
        StringBuilder text = new StringBuilder();
        text.append("# Failures of ").append(Markdown.text(report.topology())).append("\n\n");
        writeFailures(report, text);
        FailureImpact together = report.together();
        if (together != null) {
            text.append("\n## All of them at the same time\n\n");
            writeTable(List.of(together), text);
            writeDetails(together, text);
        }
        report.failures().stream()
                .filter(SimulationMarkdown::hasDetails)
                .limit(MOST_SECTIONS)
                .forEach(impact -> {
                    text.append("\n## ").append(titleOf(impact.failed())).append("\n\n");
                    writeDetails(impact, text);
                });
        CutSetReport sets = report.cutSets();
        if (sets != null) {
            writeSets(sets, text);
        }
        return text.toString();
    }

    private static void writeFailures(SimulationReport report, StringBuilder text) {
        if (report.failures().isEmpty()) {
            text.append("No single failure makes a difference.\n");
            return;
        }
        writeTable(report.failures().stream().limit(MOST_ROWS).toList(), text);
        if (report.failures().size() > MOST_ROWS) {
            text.append("\n").append(report.failures().size() - MOST_ROWS).append(" more make a smaller difference.\n");
        }
        text.append("\n").append(report.harmless()).append(" of the failures make no difference.\n");
    }

    private static void writeTable(List<FailureImpact> impacts, StringBuilder text) {
        text.append("| Failure | Services lost | Failed over | Degraded | Clusters frozen | Taken over |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (FailureImpact impact : impacts) {
            Counts counts = impact.counts();
            text.append("| %s | %d | %d | %d | %d | %d |\n"
                    .formatted(
                            titleOf(impact.failed()),
                            counts.lost(),
                            counts.failedOver(),
                            counts.degraded(),
                            counts.frozen(),
                            counts.takenOver()));
        }
    }

    private static String titleOf(List<FailureName> failures) {
        return failures.stream()
                .map(failure -> failure.kind() + " " + Markdown.text(failure.name()))
                .collect(Collectors.joining(" and "));
    }

    private static void writeDetails(FailureImpact impact, StringBuilder text) {
        impact.lost().stream()
                .limit(MOST_ROWS)
                .forEach(service -> text.append("- ")
                        .append(Markdown.text(service.service()))
                        .append(" is lost ")
                        .append(consumersOf(service))
                        .append(".\n"));
        if (impact.counts().lost() > Math.min(MOST_ROWS, impact.lost().size())) {
            text.append("- And more, %d services in all.\n"
                    .formatted(impact.counts().lost()));
        }
        impact.failedOver().stream().limit(MOST_ROWS).forEach(service -> writeFailedOver(service, text));
        impact.frozen().stream()
                .limit(MOST_ROWS)
                .forEach(each ->
                        text.append("- %s is frozen. %s\n".formatted(Markdown.text(each.cluster()), each.why())));
        impact.takenOver().stream()
                .limit(MOST_ROWS)
                .forEach(each -> text.append("- %s is configured by %s instead of %s.\n"
                        .formatted(
                                Markdown.text(each.cluster()), Markdown.text(each.to()), Markdown.text(each.from()))));
    }

    private static boolean hasDetails(FailureImpact impact) {
        Counts counts = impact.counts();
        return counts.lost() + counts.failedOver() + counts.frozen() + counts.takenOver() > 0;
    }

    private static void writeFailedOver(AffectedService service, StringBuilder text) {
        for (AffectedConsumer consumer :
                service.consumers().stream().limit(MOST_NAMES).toList()) {
            List<String> to = Objects.requireNonNullElse(consumer.to(), List.of());
            text.append("- %s fails over for %s to %s, with %d of %d endpoints.\n"
                    .formatted(
                            Markdown.text(service.service()),
                            Markdown.text(consumer.cluster()),
                            to.stream().map(Markdown::text).collect(Collectors.joining(", ")),
                            consumer.remaining(),
                            consumer.of()));
        }
    }

    private static String consumersOf(AffectedService service) {
        if (service.consumers().isEmpty()) {
            return "for everyone, as nothing of it is left";
        }
        List<String> names = service.consumers().stream()
                .map(consumer -> Markdown.text(consumer.cluster()))
                .toList();
        int more = names.size() - Math.min(MOST_NAMES, names.size()) + service.omittedConsumers();
        return "for "
                + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static void writeSets(CutSetReport sets, StringBuilder text) {
        text.append("\n## Smallest sets of failures that lose services\n\n");
        if (sets.sets().isEmpty()) {
            text.append("Neither a single failure nor a pair loses any service.\n");
            return;
        }
        text.append("| Failures | Services lost | Which |\n|---|---|---|\n");
        for (CutSetEntry set : sets.sets().stream().limit(MOST_ROWS).toList()) {
            text.append("| %s | %d | %s |\n".formatted(titleOf(set.failures()), set.lost(), servicesOf(set)));
        }
        int more = sets.sets().size() - Math.min(MOST_ROWS, sets.sets().size()) + sets.omitted();
        if (more > 0) {
            text.append(
                    "\nAnd %d more%s.\n".formatted(more, sets.uncounted() ? ", and others that were not counted" : ""));
        }
    }

    private static String servicesOf(CutSetEntry set) {
        String names = set.services().stream().map(Markdown::text).collect(Collectors.joining(", "));
        return set.lost() > set.services().size() ? names + ", …" : names;
    }
}
