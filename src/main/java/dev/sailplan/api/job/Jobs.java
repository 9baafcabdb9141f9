package dev.sailplan.api.job;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.problem.Problems;
import dev.sailplan.failure.Progress;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs jobs one after the other, and keeps what they found for a while: of the last ones only, as a result can be large. Nothing
 * of it survives the process.
 */
@Component
public class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How long what a job found is kept. */
    static final Duration KEPT = Duration.ofMinutes(15);

    /** How many jobs are kept that are over. */
    static final int MOST_KEPT = 32;

    /** How many entries their results may list together; the newest is kept in any case. */
    private static final long MOST_ENTRIES = 500_000;

    private static final Comparator<Job<?>> NEWEST_FIRST = Comparator.<Job<?>, Instant>comparing(Job::overSince)
            .thenComparing(Job::id)
            .reversed();

    private final Clock clock;
    private final ThreadPoolExecutor executor;
    private final Map<UUID, Job<?>> jobs = new ConcurrentHashMap<>();
    private final Map<UUID, Runnable> waiting = new ConcurrentHashMap<>();

    Jobs(Clock clock, Limits limits) {
        this.clock = clock;
        this.executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.jobs()), Jobs::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "job");
        thread.setDaemon(true);
        return thread;
    }

    /** Where jobs of a kind are handed in and asked for. */
    public <T> JobDesk<T> of(JobKind<T> kind) {
        return new JobDesk<>(this, kind);
    }

    /** Queues work; none if the queue is full, or the service is about to end. */
    <T> Optional<Job<T>> submit(JobKind<T> kind, Function<Progress, T> work) {
        Job<T> job = new Job<>(kind);
        Runnable run = () -> run(job, work);
        jobs.put(job.id(), job);
        waiting.put(job.id(), run);
        try {
            executor.execute(run);
            return Optional.of(job);
        } catch (RejectedExecutionException full) {
            waiting.remove(job.id());
            jobs.remove(job.id());
            return Optional.empty();
        } finally {
            forgetOld();
        }
    }

    private <T> void run(Job<T> job, Function<Progress, T> work) {
        waiting.remove(job.id());
        if (!job.start()) {
            return;
        }
        try {
            job.end(work.apply(job), clock.instant());
        } catch (CancellationException notWanted) {
            LOG.debug("{} was cancelled", job.path());
        } catch (RuntimeException | Error broken) {
            if (job.fail(Problems.ofFault(broken, job.path()), clock.instant())) {
                LOG.error("{} failed", job.path(), broken);
            }
        } finally {
            forgetOld();
        }
    }

    /**
     * Finds a job of a kind by its name.
     *
     * @param id as it was given, which need not be one
     */
    <T> Optional<Job<T>> find(String id, JobKind<T> kind) {
        forgetOld();
        return named(id, kind);
    }

    private <T> Optional<Job<T>> named(String id, JobKind<T> kind) {
        return jobs.values().stream()
                .filter(job -> job.id().toString().equals(id))
                .findFirst()
                .flatMap(job -> job.as(kind));
    }

    /** Ends a job and forgets what it found, and what it was to work on; false if there is no such job. */
    <T> boolean remove(String id, JobKind<T> kind) {
        Optional<Job<T>> job = named(id, kind).filter(each -> jobs.remove(each.id()) != null);
        job.ifPresent(each -> {
            each.cancel(clock.instant());
            Runnable run = waiting.remove(each.id());
            if (run != null) {
                executor.remove(run);
            }
        });
        return job.isPresent();
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        jobs.values().removeIf(job -> job.endedBefore(oldest));
        List<Job<?>> over = new ArrayList<>(jobs.values());
        over.removeIf(job -> !job.state().isOver());
        over.sort(NEWEST_FIRST);
        long entries = 0;
        for (int newer = 0; newer < over.size(); newer++) {
            entries += over.get(newer).weight();
            if (newer >= MOST_KEPT || (newer > 0 && entries > MOST_ENTRIES)) {
                jobs.remove(over.get(newer).id());
            }
        }
    }

    /** Nobody can ask for the result any more. */
    @PreDestroy
    void stop() {
        jobs.values().forEach(job -> job.cancel(clock.instant()));
        executor.shutdownNow();
        waiting.clear();
    }
}
