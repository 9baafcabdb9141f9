package dev.sailplan.webhook;

import dev.sailplan.store.Claim;
import dev.sailplan.store.VerdictLog;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives each webhook that has something to be told its turn, several at the same time: one that is slow occupies one place, and the
 * others are free for the rest.
 */
public final class Dispatcher {

    private final WebhookStore store;
    private final Turn.Terms terms;
    private final String replica;
    private final int places;
    private final Semaphore free;
    private final AtomicLong claims = new AtomicLong();
    private final AtomicInteger threads = new AtomicInteger();
    private volatile @Nullable ExecutorService executor;

    /**
     * Creates a dispatcher that has not begun.
     *
     * @param replica tells this process from every other there ever was, in at most 40 characters
     * @param places how many webhooks have their turn at the same time
     * @param lease how long a claim lasts that is not prolonged: longer than an attempt
     */
    public Dispatcher(
            WebhookStore store,
            VerdictLog log,
            MessageFormat format,
            Courier courier,
            Patience patience,
            DeliveryWatch watch,
            String replica,
            int places,
            Duration lease) {
        this.store = store;
        this.terms = new Turn.Terms(store, log, format, courier, patience, lease, watch);
        this.replica = replica;
        this.places = places;
        this.free = new Semaphore(places);
    }

    /** Begins, if it has not. */
    public synchronized void start() {
        if (executor == null) {
            executor = Executors.newFixedThreadPool(places, this::daemon);
        }
    }

    private Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "webhooks-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Gives a turn to each webhook that waits for one, as far as there are places. */
    public void dispatch() {
        boolean more = true;
        while (more && free.tryAcquire()) {
            more = false;
            try {
                more = isOneBegun();
            } finally {
                if (!more) {
                    free.release();
                }
            }
        }
    }

    private boolean isOneBegun() {
        ExecutorService running = executor;
        if (running == null) {
            return false;
        }
        return claimed().map(claim -> isBegun(claim, running)).orElse(false);
    }

    private Optional<Claim> claimed() {
        Instant now = terms.watch().now();
        String token = replica + "/" + claims.incrementAndGet();
        return store.claim(token, now, now.plus(terms.lease()))
                .map(Webhook::name)
                .map(name -> new Claim(name, token));
    }

    /** It may have come to an end since the claim was asked for; another process is to go on at once then. */
    private boolean isBegun(Claim claim, ExecutorService on) {
        try {
            on.execute(() -> take(claim, () -> !on.isShutdown()));
            return true;
        } catch (RejectedExecutionException ended) {
            store.release(claim, terms.watch().now());
            return false;
        }
    }

    private void take(Claim claim, BooleanSupplier goesOn) {
        try {
            new Turn(terms, claim).take(goesOn);
        } catch (RuntimeException | Error failed) {
            terms.watch().failed(claim.webhook(), failed);
        } finally {
            free.release();
        }
    }

    /**
     * Ends: what is being sent is sent, and nothing else.
     *
     * @param atMost how long to wait for that
     */
    public void stop(Duration atMost) {
        ExecutorService ending;
        synchronized (this) {
            ending = executor;
            executor = null;
        }
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            ending.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
