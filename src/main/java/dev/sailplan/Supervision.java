package dev.sailplan;

import dev.sailplan.api.problem.Problems;
import dev.sailplan.registry.Watch;
import dev.sailplan.store.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after re-evaluation: leaves time for requests, ends it with the service, and logs what goes wrong.
 *
 * @param pause before each topology
 * @param ending whether the service is about to end
 */
record Supervision(Clock clock, Duration pause, BooleanSupplier ending) implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public boolean goesOn() {
        try {
            Thread.sleep(pause.toMillis());
            return !ending.getAsBoolean();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isPassing(RuntimeException failure) {
        return Problems.isOfTheStore(failure);
    }

    @Override
    public void unreadable(Entry entry, String why) {
        LOG.warn("{} in revision {} cannot be read any more: {}", entry.name(), entry.revision(), why);
    }

    @Override
    public void failed(Entry entry, Throwable why) {
        LOG.error("Judging {} in revision {} again failed", entry.name(), entry.revision(), why);
    }
}
