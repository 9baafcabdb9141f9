package dev.sailplan.api.limit;

import dev.sailplan.api.metrics.RefusalMeters;
import dev.sailplan.api.metrics.RefusalMeters.Reason;
import dev.sailplan.api.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Lets only so many requests read and judge documents at the same time, in the order in which they come; the others wait, and
 * if too many do, are sent away.
 *
 * <p>A request has its turn from the moment it needs a document, however many it needs, until its answer is known. Nobody who
 * has a turn waits for another one, so that turns come to an end.
 */
@Component
public class Admission {

    private static final String TURN = Admission.class.getName();
    private static final Duration LATER = Duration.ofSeconds(5);

    private final int most;
    private final Duration patience;
    private final Semaphore free;
    private final Semaphore places;
    private final RefusalMeters refusals;

    Admission(AdmissionSettings settings, RefusalMeters refusals) {
        this.most = settings.concurrentOn(Runtime.getRuntime().availableProcessors());
        this.patience = settings.patience();
        this.free = new Semaphore(most, true);
        this.places = new Semaphore(settings.waiting());
        this.refusals = refusals;
    }

    /**
     * Waits for the turn of the request that is being answered, if it has not had it yet. It ends with {@link #leave}, and with
     * the request in any case.
     *
     * @throws ProblemException if too many wait already, or it takes too long
     */
    public void enter() {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        if (request.getAttribute(TURN, RequestAttributes.SCOPE_REQUEST) == null) {
            Turn turn = new Turn();
            request.setAttribute(TURN, turn, RequestAttributes.SCOPE_REQUEST);
            request.registerDestructionCallback(TURN, turn::close, RequestAttributes.SCOPE_REQUEST);
            turn.begin();
        }
    }

    /** Ends the turn of the request that is being answered, if it has one: what is left is to send the answer. */
    void leave() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(TURN, RequestAttributes.SCOPE_REQUEST) instanceof Turn turn) {
            turn.close();
        }
    }

    /** How many requests have their turn. */
    int running() {
        return most - free.availablePermits();
    }

    /** How many wait for it. */
    int waiting() {
        return free.getQueueLength();
    }

    /** The turn of one request. */
    final class Turn implements AutoCloseable {

        private final AtomicBoolean held = new AtomicBoolean();

        /**
         * Waits for it.
         *
         * @throws ProblemException if too many wait already, or it takes too long
         */
        void begin() {
            try {
                held.set(isFreeWithin(Duration.ZERO) || isFreeInAWhile());
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw ProblemException.unavailable("The service is about to end; try again in a few seconds.", LATER);
            }
        }

        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                free.release();
            }
        }
    }

    /** Not before those who wait already, unlike an attempt without a time. */
    private boolean isFreeWithin(Duration time) throws InterruptedException {
        return free.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isFreeInAWhile() throws InterruptedException {
        if (!places.tryAcquire()) {
            throw refused(Reason.FULL, "As many requests wait as this instance lets wait");
        }
        try {
            if (!isFreeWithin(patience)) {
                throw refused(Reason.SLOW, "Others were worked on for as long as this instance lets a request wait");
            }
            return true;
        } finally {
            places.release();
        }
    }

    private ProblemException refused(Reason reason, String why) {
        refusals.refused(reason);
        return ProblemException.unavailable(why + ", so nothing was done; try again in a few seconds.", LATER);
    }
}
