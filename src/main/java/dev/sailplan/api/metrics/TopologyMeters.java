package dev.sailplan.api.metrics;

import dev.sailplan.registry.Evaluator;
import dev.sailplan.report.Verdict;
import dev.sailplan.store.Census;
import dev.sailplan.store.TopologyStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How many topologies are stored, as often as it is asked; the database is asked at most every 15 seconds. */
@Component
class TopologyMeters implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyMeters.class);
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final TopologyStore store;
    private final Evaluator evaluator;
    private final Clock clock;

    private Optional<Census> census = Optional.empty();
    private Instant outdated = Instant.MIN;

    TopologyMeters(TopologyStore store, Evaluator evaluator, Clock clock) {
        this.store = store;
        this.evaluator = evaluator;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            Gauge.builder("sailplan.topologies", () -> value(found -> of(verdict, found)))
                    .description("Stored topologies, by verdict; the same in every replica")
                    .tag("verdict", verdict.name())
                    .register(registry);
        }
        Gauge.builder("sailplan.topologies.stale", () -> value(Census::stale))
                .description("Stored topologies that are going to be judged again; the same in every replica")
                .register(registry);
    }

    private static double of(Verdict verdict, Census found) {
        return found.verdicts().getOrDefault(verdict.name(), 0L);
    }

    /** Not a number while the database is away: neither zero nor what it was before is true. */
    private double value(ToDoubleFunction<Census> question) {
        return census().map(question::applyAsDouble).orElse(Double.NaN);
    }

    private synchronized Optional<Census> census() {
        if (!clock.instant().isBefore(outdated)) {
            census = asked();
            outdated = clock.instant().plus(KEPT);
        }
        return census;
    }

    private Optional<Census> asked() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            return Optional.of(store.census(evaluator.freshness(today)));
        } catch (RuntimeException away) {
            LOG.debug("Stored topologies cannot be counted", away);
            return Optional.empty();
        }
    }
}
