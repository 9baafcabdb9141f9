package dev.sailplan.api.event;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Does what has to be done again and again. It ends before the web server does, so that no open stream delays that. */
@Component
class EventClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventClock.class);

    private final EventStreams streams;
    private final EventSettings settings;
    private @Nullable ScheduledExecutorService executor;

    EventClock(EventStreams streams, EventSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(2, EventClock::daemon);
        every(settings.poll(), streams::poll, started);
        every(settings.heartbeat(), streams::beat, started);
        streams.setClosed(false);
        executor = started;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "events-clock");
        thread.setDaemon(true);
        return thread;
    }

    private static void every(Duration pause, Runnable work, ScheduledExecutorService on) {
        ScheduledFuture<?> unused = on.scheduleWithFixedDelay(
                () -> attempt(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails is done again next time: the database may be away for a while. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failed) {
            LOG.warn("Changes of verdicts cannot be read now: {}", failed.getMessage());
            LOG.debug("They cannot be read because of", failed);
        }
    }

    @Override
    public synchronized void stop() {
        if (executor != null) {
            executor.shutdownNow();
            executor = null;
        }
        streams.setClosed(true);
        streams.endAll();
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
