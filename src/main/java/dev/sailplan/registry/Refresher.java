package dev.sailplan.registry;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.Reading.Unreadable;
import dev.sailplan.registry.TopologyRegistry.Kept;
import dev.sailplan.report.ReportListener.Occasion;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Evaluated;
import dev.sailplan.store.Freshness;
import dev.sailplan.store.ReevaluationLog;
import dev.sailplan.store.TopologyStore;
import java.util.List;
import java.util.Optional;

/**
 * Judges again what is kept and out of date: rules, settings or the day are other ones since.
 *
 * <p>What is to be done is asked of the store anew each time, so that a pass that was cut off is taken up by the next one.
 */
public final class Refresher {

    private static final int NAMES_AT_ONCE = 100;

    private final TopologyStore store;
    private final ReevaluationLog log;
    private final TopologyRegistry registry;
    private final Evaluator evaluator;

    public Refresher(TopologyStore store, ReevaluationLog log, TopologyRegistry registry, Evaluator evaluator) {
        this.store = store;
        this.log = log;
        this.registry = registry;
        this.evaluator = evaluator;
    }

    /** Judges everything that is out of date, by name, as long as this edition governs. */
    public void pass(Watch watch) {
        if (!governs(watch)) {
            return;
        }
        List<String> names = stale(watch, "");
        if (!names.isEmpty()) {
            log.begin(edition(), watch.now());
        }
        while (!names.isEmpty()) {
            for (String name : names) {
                if (!watch.goesOn() || !governs(watch)) {
                    return;
                }
                refresh(name, watch);
            }
            names = stale(watch, names.get(names.size() - 1));
        }
        log.finish(edition(), watch.now());
    }

    private boolean governs(Watch watch) {
        return log.announce(edition(), watch.now());
    }

    private String edition() {
        return evaluator.edition();
    }

    private List<String> stale(Watch watch, String after) {
        return store.stale(today(watch), after, NAMES_AT_ONCE);
    }

    private Freshness today(Watch watch) {
        return evaluator.freshness(TopologyRegistry.dayOf(watch.now()));
    }

    /** Whoever wrote it in the meantime has judged it, too; then there is nothing to do. */
    private void refresh(String name, Watch watch) {
        Freshness today = today(watch);
        Optional<Entry> stale = store.find(name)
                .filter(entry -> !today.holdsFor(entry))
                .filter(entry -> !log.isGivenUp(name, entry.revision(), today));
        stale.ifPresent(entry -> {
            if (!isRefreshed(entry, today, watch)) {
                log.giveUp(name, entry.revision(), today);
            }
        });
    }

    private boolean isRefreshed(Entry entry, Freshness today, Watch watch) {
        try {
            Optional<Evaluated> evaluated = evaluate(entry, today, watch);
            evaluated.ifPresent(found -> store.replaceReport(entry.name(), entry.revision(), found, watch.now()));
            return evaluated.isPresent();
        } catch (RuntimeException failure) {
            if (watch.isPassing(failure)) {
                throw failure;
            }
            watch.failed(entry, failure);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            watch.failed(entry, failure);
        }
        return false;
    }

    private Optional<Evaluated> evaluate(Entry entry, Freshness today, Watch watch) {
        Kept kept = registry.read(entry.name(), entry.revision())
                .orElseThrow(() -> new IllegalStateException("A revision has no document"));
        Reading<ReadDocument> reading = kept.reading();
        if (reading instanceof Unreadable<ReadDocument> unreadable) {
            watch.unreadable(entry, unreadable.message());
            return Optional.empty();
        }
        ReadDocument document = ((Read<ReadDocument>) reading).document();
        return Optional.of(evaluator.evaluate(document, kept.source(), today.day(), Occasion.REEVALUATION));
    }
}
