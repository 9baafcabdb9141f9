package dev.sailplan.api.access;

import dev.sailplan.store.Act;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
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

    /** Somebody who is not known tries something. */
    Act by(String actor, HttpServletRequest request) {
        return new Act(UUID.randomUUID(), clock.instant(), actor, String.valueOf(request.getRemoteAddr()));
    }
}
