package dev.sailplan.api.webhook;

import dev.sailplan.webhook.Dispatcher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks again and again for something to tell. When the service ends, what is being sent is sent first. */
public final class WebhookClock implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookClock.class);
    private static final Duration BESIDES_SENDING = Duration.ofSeconds(2);

    private final Optional<Dispatcher> dispatcher;
    private final WebhookSettings settings;
    private @Nullable ScheduledExecutorService executor;

    /**
     * Creates what has not begun.
     *
     * @param dispatcher what tells; none if this process does not
     */
    public WebhookClock(Optional<Dispatcher> dispatcher, WebhookSettings settings) {
        this.dispatcher = dispatcher;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        dispatcher.ifPresent(this::start);
    }

    private void start(Dispatcher beginning) {
        beginning.start();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(WebhookClock::daemon);
        long pause = settings.poll().toMillis();
        ScheduledFuture<?> unused =
                started.scheduleWithFixedDelay(() -> attempt(beginning), pause, pause, TimeUnit.MILLISECONDS);
        executor = started;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "webhooks-clock");
        thread.setDaemon(true);
        return thread;
    }

    /** What fails is done again next time: the database may be away for a while. */
    private static void attempt(Dispatcher dispatcher) {
        try {
            dispatcher.dispatch();
        } catch (RuntimeException | Error failed) {
            LOG.warn("What webhooks are to be told cannot be read now: {}", failed.getMessage());
            LOG.debug("It cannot be read because of", failed);
        }
    }

    @Override
    public void stop() {
        synchronized (this) {
            if (executor != null) {
                executor.shutdown();
                executor = null;
            }
        }
        dispatcher.ifPresent(ending -> ending.stop(settings.timeout().plus(BESIDES_SENDING)));
    }

    /** Without keeping others waiting that end at the same time. */
    @Override
    public void stop(Runnable whenDone) {
        Thread ending = new Thread(
                () -> {
                    stop();
                    whenDone.run();
                },
                "webhooks-end");
        ending.start();
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
