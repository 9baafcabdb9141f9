package dev.sailplan.api.simulation;

import dev.sailplan.failure.Progress;
import dev.sailplan.report.failure.SimulationReport;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A simulation that runs by itself: how far it is, and in the end its report. Safe for use by several threads. */
final class Job implements Progress {

    /** What has become of it. */
    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    private final UUID id = UUID.randomUUID();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile State state = State.QUEUED;
    private volatile @Nullable Instant until;
    private volatile @Nullable SimulationReport report;

    UUID id() {
        return id;
    }

    State state() {
        return state;
    }

    /** When it was over; the end of time while it is not. */
    Instant overSince() {
        Instant known = until;
        return known == null ? Instant.MAX : known;
    }

    boolean endedBefore(Instant when) {
        return overSince().isBefore(when);
    }

    /** What it found; null if it is not done. */
    @Nullable
    SimulationReport report() {
        return report;
    }

    /** How many entries its report lists, which is what its memory goes to. */
    long weight() {
        SimulationReport found = report;
        return found == null ? 0 : found.entries();
    }

    /** How much of it is done, from 0 to 1. */
    double progress() {
        if (state == State.DONE) {
            return 1;
        }
        int all = steps.get();
        return all == 0 ? 0 : Math.floor(100.0 * done.get() / all) / 100;
    }

    @Override
    public void begin(int more) {
        steps.addAndGet(more);
    }

    @Override
    public void step() {
        if (state == State.CANCELLED) {
            throw new CancellationException("The job is not wanted any more");
        }
        done.incrementAndGet();
    }

    /** Begins, unless it was cancelled before. */
    synchronized boolean start() {
        boolean wanted = state == State.QUEUED;
        state = wanted ? State.RUNNING : state;
        return wanted;
    }

    synchronized void end(SimulationReport found, Instant now) {
        if (state == State.RUNNING) {
            report = found;
            until = now;
            state = State.DONE;
        }
    }

    /** Whether that is news: what was cancelled may end in any way. */
    synchronized boolean fail(Instant now) {
        boolean wanted = !state.isOver();
        if (wanted) {
            until = now;
            state = State.FAILED;
        }
        return wanted;
    }

    synchronized void cancel(Instant now) {
        if (!state.isOver()) {
            until = now;
            state = State.CANCELLED;
        }
    }
}
