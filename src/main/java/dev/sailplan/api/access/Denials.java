package dev.sailplan.api.access;

import dev.sailplan.store.Act;
import dev.sailplan.store.Action;
import dev.sailplan.store.AuditLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Who was refused. All are counted; of those in one minute the first are kept in the audit log, so that nobody can fill the
 * database by being refused.
 */
@Component
public class Denials {

    private static final Logger LOG = LoggerFactory.getLogger(Denials.class);

    private final AuditLog audit;
    private final Acts acts;
    private final int mostOfMinute;
    private final Counter unknown;
    private final Counter forbidden;

    private Instant minute = Instant.MIN;
    private int keptOfMinute;

    Denials(AuditLog audit, Acts acts, AccessSettings settings, MeterRegistry registry) {
        this.audit = audit;
        this.acts = acts;
        this.mostOfMinute = settings.auditedDenials();
        this.unknown = counter("unauthenticated", registry);
        this.forbidden = counter("forbidden", registry);
    }

    private static Counter counter(String reason, MeterRegistry registry) {
        return Counter.builder("sailplan.denials")
                .description("Requests that were refused because of who sent them")
                .tag("reason", reason)
                .register(registry);
    }

    /** Somebody did not say who it is, or lied. */
    void unknown(HttpServletRequest request, String why) {
        unknown.increment();
        keep(acts.by("unknown", request), request, why);
    }

    /** Somebody who is known may not have it. */
    public void forbidden(HttpServletRequest request, String why) {
        forbidden.increment();
        keep(acts.of(request), request, why);
    }

    private void keep(Act act, HttpServletRequest request, String why) {
        if (!isOneOfFew(act.at())) {
            return;
        }
        LOG.info("{} at {} was refused: {}", act.actor(), act.address(), why);
        try {
            audit.add(act.denied(Action.REQUEST, request.getMethod() + " " + request.getRequestURI(), why));
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("The refusal could not be kept in the audit log: {}", away.getMessage());
        }
    }

    private synchronized boolean isOneOfFew(Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MINUTES);
        keptOfMinute = now.equals(minute) ? keptOfMinute + 1 : 1;
        minute = now;
        return keptOfMinute <= mostOfMinute;
    }
}
