package dev.sailplan.api.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many streams are open in this replica. */
@Component
class EventMeters implements MeterBinder {

    private final EventStreams streams;

    EventMeters(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sailplan.streams", streams, EventStreams::size)
                .description("Open streams of events")
                .register(registry);
    }
}
