package dev.sailplan.api.job;

import dev.sailplan.failure.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * Work that runs by itself: how far it is, and in the end what it found. Safe for use by several threads.
 *
 * @param <T> what it finds
 */
final class Job<T> implements Progress {

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
    private final JobKind<T> kind;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile State state = State.QUEUED;
    private volatile @Nullable Instant until;
    private volatile @Nullable T result;
    private volatile @Nullable ProblemDetail problem;

    Job(JobKind<T> kind) {
        this.kind = kind;
    }

    UUID id() {
        return id;
    }

    JobKind<T> kind() {
        return kind;
    }

    /** Where it is found. */
    String path() {
        return kind.path() + "/" + id;
    }

    /** The same, if it is of a kind. */
    @SuppressWarnings("unchecked") // jobs of one kind find one type of result
    <R> Optional<Job<R>> as(JobKind<R> wanted) {
        return kind.equals(wanted) ? Optional.of((Job<R>) this) : Optional.empty();
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
    T result() {
        return result;
    }

    /** Why it failed; null if it did not. */
    @Nullable
    ProblemDetail problem() {
        return problem;
    }

    /** How many entries its result lists, which is what its memory goes to. */
    long weight() {
        T found = result;
        return found == null ? 0 : kind.entries().applyAsLong(found);
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

    synchronized void end(T found, Instant now) {
        if (state == State.RUNNING) {
            result = found;
            until = now;
            state = State.DONE;
        }
    }

    /** Whether that is news: what was cancelled may end in any way. */
    synchronized boolean fail(ProblemDetail why, Instant now) {
        boolean wanted = !state.isOver();
        if (wanted) {
            problem = why;
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
