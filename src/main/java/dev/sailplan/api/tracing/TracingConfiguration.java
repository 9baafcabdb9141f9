package dev.sailplan.api.tracing;

import dev.sailplan.report.StepWatch;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What is traced. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    @Bean
    StepWatch stepSpans(Spans spans) {
        return step -> spans.begin(step.name().toLowerCase(Locale.ROOT));
    }

    /** Only where traces go somewhere. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledTracingExport
    static class Enabled {

        @Bean
        static StoreSpans storeSpans(ObjectProvider<Spans> spans) {
            return new StoreSpans(spans);
        }

        /** Probes and scrapes come every few seconds, and nobody looks for them. */
        @Bean
        ObservationPredicate noTracesOfTheActuator(
                @Value("${management.endpoints.web.base-path:/actuator}") String actuator) {
            return (name, context) -> !isAt(actuator, context);
        }

        private static boolean isAt(String base, Observation.Context context) {
            HttpServletRequest asked =
                    context instanceof ServerRequestObservationContext request ? request.getCarrier() : null;
            return asked != null && asked.getRequestURI().startsWith(base);
        }
    }
}
