package dev.sailplan.api.chore;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Does every {@link Chore}, a minute after the service has started and then once an hour. */
@Component
class Chores implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final List<Chore> chores;
    private final Clock clock;
    private @Nullable ScheduledExecutorService executor;

    Chores(List<Chore> chores, Clock clock) {
        this.chores = List.copyOf(chores);
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(Chores::daemon);
        ScheduledFuture<?> unused =
                started.scheduleWithFixedDelay(this::doAll, FIRST.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        executor = started;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "chores");
        thread.setDaemon(true);
        return thread;
    }

    void doAll() {
        chores.forEach(this::attempt);
    }

    /** The database may be away for a while. */
    private void attempt(Chore chore) {
        try {
            chore.run(clock.instant());
        } catch (RuntimeException | Error failed) {
            LOG.warn("What is old could not be forgotten, and will be next time: {}", failed.getMessage());
            LOG.debug("It could not be because of", failed);
        }
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
