package dev.sailplan.api.simulation;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.failure.Progress;
import dev.sailplan.report.failure.SimulationReport;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * Runs jobs one after the other, and keeps what they found for a while: of the last ones only, as a report can be large. Nothing
 * of it survives the process.
 */
@Component
class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How long what a job found is kept. */
    static final Duration KEPT = Duration.ofMinutes(15);

    /** How many jobs are kept that are over. */
    static final int MOST_KEPT = 32;

    /** How many entries their reports may list together; the newest is kept in any case. */
    private static final long MOST_ENTRIES = 500_000;

    private final Clock clock;
    private final ThreadPoolExecutor executor;
    private final Map<UUID, Job> jobs = new ConcurrentHashMap<>();
    private final Map<UUID, Runnable> waiting = new ConcurrentHashMap<>();

    Jobs(Clock clock, Limits limits) {
        this.clock = clock;
        this.executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.jobs()), Jobs::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulation");
        thread.setDaemon(true);
        return thread;
    }

    /** Queues work; none if the queue is full, or the service is about to end. */
    Optional<Job> submit(Function<Progress, SimulationReport> work) {
        Job job = new Job();
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

    private void run(Job job, Function<Progress, SimulationReport> work) {
        waiting.remove(job.id());
        if (!job.start()) {
            return;
        }
        try {
            job.end(work.apply(job), clock.instant());
        } catch (CancellationException notWanted) {
            LOG.debug("Job {} was cancelled", job.id());
        } catch (RuntimeException | Error broken) {
            if (job.fail(clock.instant())) {
                LOG.error("Job {} failed", job.id(), broken);
            }
        } finally {
            forgetOld();
        }
    }

    /**
     * Finds a job by its name.
     *
     * @param id as it was given, which need not be one
     */
    Optional<Job> find(String id) {
        forgetOld();
        return named(id);
    }

    private Optional<Job> named(String id) {
        return jobs.values().stream()
                .filter(job -> job.id().toString().equals(id))
                .findFirst();
    }

    /** Ends a job and forgets what it found, and what it was to work on; false if there is no such job. */
    boolean remove(String id) {
        Optional<Job> job = named(id).filter(each -> jobs.remove(each.id()) != null);
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
        List<Job> over = jobs.values().stream()
                .filter(job -> job.state().isOver())
                .sorted(Comparator.comparing(Job::overSince)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
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
