package dev.sailplan.registry;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.failure.Progress;
import dev.sailplan.finding.Finding;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.registry.Preview.Change;
import dev.sailplan.registry.Preview.Findings;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Verdict;
import dev.sailplan.rule.Terms;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Listing;
import dev.sailplan.store.Page;
import dev.sailplan.store.Reported;
import dev.sailplan.store.TopologyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges everything that is kept by other terms, and stores nothing. */
public final class Previewer {

    private static final int MOST_LISTED = 10_000;
    private static final int NAMES_AT_ONCE = 100;

    private final TopologyStore store;
    private final TopologyRegistry registry;
    private final Evaluator evaluator;
    private final JsonMapper json;

    public Previewer(TopologyStore store, TopologyRegistry registry, Evaluator evaluator, JsonMapper json) {
        this.store = store;
        this.registry = registry;
        this.evaluator = evaluator;
        this.json = json;
    }

    /**
     * What would be found.
     *
     * @param terms by which it is judged, today's
     * @param isPassing whether something failed because of the store, and would not have at another time
     */
    public Preview preview(Terms terms, Predicate<RuntimeException> isPassing, Progress progress) {
        Run run = new Run(terms, isPassing);
        progress.begin((int) Math.min(
                Integer.MAX_VALUE,
                store.census(evaluator.freshness(terms.today())).topologies()));
        String after = "";
        Page page;
        do {
            page = store.list(new Listing(null, Map.of(), after, NAMES_AT_ONCE));
            for (Entry entry : page.entries()) {
                run.judge(entry.name());
                progress.step();
                after = entry.name();
            }
        } while (page.more());
        return run.preview();
    }

    private Findings findingsOf(Reported reported) {
        JsonNode findings = json.readTree(reported.expanded()).path("findings");
        TreeSet<String> rules = findings.values().stream()
                .filter(finding -> finding.path("waived").isNull())
                .map(finding -> finding.path("rule").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Findings(Verdict.valueOf(reported.entry().verdict()), rules);
    }

    private static Findings findingsOf(ValidationReport report) {
        TreeSet<String> rules = report.findings().stream()
                .filter(finding -> finding.waived() == null)
                .map(Finding::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Findings(report.verdict(), rules);
    }

    /** What was found so far. */
    private final class Run {

        private final Terms terms;
        private final Predicate<RuntimeException> isPassing;
        private final List<Change> changes = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private long topologies;
        private long verdicts;
        private long unlisted;

        Run(Terms terms, Predicate<RuntimeException> isPassing) {
            this.terms = terms;
            this.isPassing = isPassing;
        }

        /** It may have been deleted since it was listed. */
        void judge(String name) {
            try {
                store.report(name).ifPresent(this::judge);
            } catch (RuntimeException failure) {
                if (isPassing.test(failure)) {
                    throw failure;
                }
                fail(name);
            }
        }

        private void judge(Reported before) {
            Entry entry = before.entry();
            after(entry)
                    .ifPresentOrElse(
                            found -> {
                                topologies++;
                                add(Change.of(entry.name(), entry.revision(), findingsOf(before), found));
                            },
                            () -> fail(entry.name()));
        }

        private Optional<Findings> after(Entry entry) {
            return registry.read(entry.name(), entry.revision())
                    .flatMap(kept -> kept.reading() instanceof Read<ReadDocument> read
                            ? Optional.of(findingsOf(evaluator.report(read.document(), kept.source(), terms)))
                            : Optional.empty());
        }

        private void add(Change change) {
            verdicts += change.hasOtherVerdict() ? 1 : 0;
            if (change.isOne() && changes.size() < MOST_LISTED) {
                changes.add(change);
            } else if (change.isOne()) {
                unlisted++;
            }
        }

        private void fail(String name) {
            if (failed.size() < MOST_LISTED) {
                failed.add(name);
            }
        }

        Preview preview() {
            return new Preview(
                    evaluator.edition(),
                    terms.profile().name(),
                    terms.today(),
                    topologies,
                    verdicts,
                    changes,
                    unlisted,
                    failed);
        }
    }
}
