package dev.sailplan.registry;

import dev.sailplan.registry.Preview.Change;
import dev.sailplan.report.Markdown;
import java.util.List;
import java.util.stream.Collectors;

/** A preview as Markdown, for people. */
public final class PreviewMarkdown {

    private PreviewMarkdown() {}

    /** Writes a preview; the same one always gives the same text. */
    public static String write(Preview preview) {
        StringBuilder text = new StringBuilder("# What re-evaluation would change\n\n");
        text.append("Of %d topologies %d would get another verdict. As of %s, profile %s, edition %s.\n"
                .formatted(
                        preview.topologies(),
                        preview.verdicts(),
                        preview.asOf(),
                        Markdown.text(preview.profile()),
                        Markdown.text(preview.edition())));
        if (!preview.changes().isEmpty()) {
            text.append("\n| Topology | Before | After | New | Resolved |\n|---|---|---|---|---|\n");
            preview.changes().forEach(change -> text.append(row(change)));
        }
        if (preview.unlisted() > 0) {
            text.append("\n%d more are not listed.\n".formatted(preview.unlisted()));
        }
        if (!preview.failed().isEmpty()) {
            text.append("\nThese cannot be judged: %s.\n".formatted(String.join(", ", preview.failed())));
        }
        return text.toString();
    }

    private static String row(Change change) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        change.name(),
                        change.before(),
                        change.after(),
                        words(change.newRules()),
                        words(change.resolvedRules()));
    }

    private static String words(List<String> rules) {
        return rules.stream().map(Markdown::text).collect(Collectors.joining(", "));
    }
}
