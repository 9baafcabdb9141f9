package dev.sailplan.api.simulation;

import dev.sailplan.api.intake.Limits;
import dev.sailplan.failure.Progress;
import dev.sailplan.report.failure.SimulationReport;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

/** Runs jobs one after the other, and keeps what they found for a while. Nothing of it survives the process. */
@Component
class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration KEPT = Duration.ofMinutes(15);

    private final Clock clock;
    private final ThreadPoolExecutor executor;
    private final Map<UUID, Job> jobs = new ConcurrentHashMap<>();

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

    /** Queues work; none if the queue is full. */
    Optional<Job> submit(Function<Progress, SimulationReport> work) {
        forgetOld();
        Job job = new Job(clock.instant());
        jobs.put(job.id(), job);
        try {
            executor.execute(() -> run(job, work));
            return Optional.of(job);
        } catch (RejectedExecutionException full) {
            jobs.remove(job.id());
            return Optional.empty();
        }
    }

    private void run(Job job, Function<Progress, SimulationReport> work) {
        if (!job.start()) {
            return;
        }
        try {
            job.end(work.apply(job), clock.instant());
        } catch (CancellationException notWanted) {
            LOG.debug("Job {} was cancelled", job.id());
        } catch (RuntimeException | Error broken) {
            job.fail(clock.instant());
            LOG.error("Job {} failed", job.id(), broken);
        }
    }

    Optional<Job> find(UUID id) {
        forgetOld();
        return Optional.ofNullable(jobs.get(id));
    }

    /** Ends a job and forgets what it found; false if there is no such job. */
    boolean remove(UUID id) {
        Job job = jobs.remove(id);
        if (job != null) {
            job.cancel(clock.instant());
        }
        return job != null;
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        jobs.values().removeIf(job -> {
            Instant until = job.until();
            return until != null && until.isBefore(oldest);
        });
    }

    @PreDestroy
    void stop() {
        jobs.values().forEach(job -> job.cancel(clock.instant()));
        executor.shutdownNow();
    }
}
