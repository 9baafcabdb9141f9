package dev.sailplan.api.metrics;

import dev.sailplan.rule.RuleWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How long each rule takes. */
@Component
class RuleMeters implements RuleWatch {

    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    RuleMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Runnable begin(String code) {
        Timer.Sample sample = Timer.start(registry);
        return () -> sample.stop(timers.computeIfAbsent(code, this::timer));
    }

    private Timer timer(String code) {
        return Timer.builder("sailplan.rule.time")
                .description("Time a rule took on a document, trials of fixes and levers included")
                .tag("rule", code)
                .register(registry);
    }
}
