package dev.sailplan.api.access;

import dev.sailplan.store.Act;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What requests are to the audit log. */
@Component
public class Acts {

    private final Clock clock;

    Acts(Clock clock) {
        this.clock = clock;
    }

    /** Whoever sends a request does something, now. */
    public Act of(HttpServletRequest request) {
        return by(Caller.of(request).name(), request);
    }

    /** Somebody who is not known tries something. Times are as exact as they are kept. */
    Act by(String actor, HttpServletRequest request) {
        return new Act(
                UUID.randomUUID(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor,
                String.valueOf(request.getRemoteAddr()));
    }
}
