package dev.sailplan.api.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How many requests were turned away that could have been answered at another time. */
@Component
public final class RefusalMeters {

    /** Why. */
    public enum Reason {
        /** As many waited as may wait. */
        FULL,
        /** It waited for as long as a request may wait. */
        SLOW,
        /** There was no memory left for its document. */
        MEMORY,
        /** Its client had sent too many. */
        RATE
    }

    private final MeterRegistry registry;

    /** Reasons are there from the start, so that the first refusal is seen as an increase. */
    public RefusalMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Reason reason : Reason.values()) {
            counter(reason);
        }
    }

    /** A request was turned away. */
    public void refused(Reason reason) {
        counter(reason).increment();
    }

    private Counter counter(Reason reason) {
        return Counter.builder("sailplan.requests.refused")
                .description("Requests that were turned away because of others")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
