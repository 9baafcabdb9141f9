package dev.sailplan.api.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** How polls of stored validations were answered. */
@Component
public final class PollMeters {

    private final Counter fresh;
    private final Counter stale;
    private final Counter notModified;

    PollMeters(MeterRegistry registry) {
        this.fresh = counter("fresh", registry);
        this.stale = counter("stale", registry);
        this.notModified = counter("not-modified", registry);
    }

    private static Counter counter(String result, MeterRegistry registry) {
        return Counter.builder("sailplan.polls")
                .description("Polls of the validation of stored topologies, or of its summary")
                .tag("result", result)
                .register(registry);
    }

    /**
     * A report was handed out.
     *
     * @param fresh whether it is the one the topology would get now
     */
    public void answered(boolean fresh) {
        (fresh ? this.fresh : stale).increment();
    }

    /** There was nothing new to hand out. */
    public void notModified() {
        notModified.increment();
    }
}
