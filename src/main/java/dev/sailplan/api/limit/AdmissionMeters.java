package dev.sailplan.api.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many requests are worked on in this replica, how many wait, and how much they hold. */
@Component
class AdmissionMeters implements MeterBinder {

    private final Admission admission;
    private final BodyBudget budget;

    AdmissionMeters(Admission admission, BodyBudget budget) {
        this.admission = admission;
        this.budget = budget;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sailplan.requests.running", admission, Admission::running)
                .description("Requests that read and judge documents")
                .register(registry);
        Gauge.builder("sailplan.requests.waiting", admission, Admission::waiting)
                .description("Requests that wait until they may read and judge documents")
                .register(registry);
        Gauge.builder("sailplan.bodies", budget, BodyBudget::taken)
                .description("Documents that are being received or worked on")
                .baseUnit("bytes")
                .register(registry);
    }
}
