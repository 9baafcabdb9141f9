package dev.sailplan.api.limit;

import dev.sailplan.api.metrics.RefusalMeters;
import dev.sailplan.api.metrics.RefusalMeters.Reason;
import dev.sailplan.api.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The memory there is for documents that are being received, that wait, and that are worked on. It is taken while bytes come in,
 * so that who announces much and sends little takes little.
 */
@Component
public class BodyBudget {

    private static final String SHARE = BodyBudget.class.getName();
    private static final Duration LATER = Duration.ofSeconds(5);

    private final long most;
    private final AtomicLong taken = new AtomicLong();
    private final RefusalMeters refusals;

    BodyBudget(AdmissionSettings settings, RefusalMeters refusals) {
        this.most = settings.bodiesIn(Runtime.getRuntime().maxMemory());
        this.refusals = refusals;
    }

    /** Begins the share of the request that is being answered. It is given back when its answer is known, or it ends without one. */
    public Share share() {
        Share share = new Share();
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        request.setAttribute(SHARE, share, RequestAttributes.SCOPE_REQUEST);
        request.registerDestructionCallback(SHARE, share::close, RequestAttributes.SCOPE_REQUEST);
        return share;
    }

    /** Gives back the share of the request that is being answered, if it has one. */
    void giveBack() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(SHARE, RequestAttributes.SCOPE_REQUEST) instanceof Share share) {
            share.close();
        }
    }

    /** How many bytes are taken. */
    long taken() {
        return taken.get();
    }

    /** What one request has taken. */
    public final class Share implements AutoCloseable {

        private final AtomicLong own = new AtomicLong();

        private Share() {}

        /**
         * Takes memory.
         *
         * @throws ProblemException if there is none left
         */
        public void take(int bytes) {
            if (taken.addAndGet(bytes) > most) {
                taken.addAndGet(-bytes);
                refusals.refused(Reason.MEMORY);
                throw ProblemException.unavailable(
                        "This instance holds as many documents as it has memory for, so this one was not received; try"
                                + " again in a few seconds.",
                        LATER);
            }
            own.addAndGet(bytes);
        }

        @Override
        public void close() {
            taken.addAndGet(-own.getAndSet(0));
        }
    }
}
