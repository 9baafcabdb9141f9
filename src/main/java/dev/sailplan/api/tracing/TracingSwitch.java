package dev.sailplan.api.tracing;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Leaves tracing out unless it is said where traces go.
 *
 * <p>Spring Boot would trace all the same, and throw the traces away: each request would pay for it, and each line of the log would
 * have room for a number that is never there.
 */
public final class TracingSwitch implements EnvironmentPostProcessor {

    /** Where traces go. */
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final String PARTS = Stream.of(
                    MicrometerTracingAutoConfiguration.class,
                    NoopTracerAutoConfiguration.class,
                    OpenTelemetrySdkAutoConfiguration.class,
                    OpenTelemetryTracingAutoConfiguration.class,
                    OtlpTracingAutoConfiguration.class)
            .map(Class::getName)
            .collect(Collectors.joining(","));

    private static final Map<String, String> WITHOUT =
            Map.of("management.tracing.export.enabled", "false", "spring.autoconfigure.exclude", PARTS);

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new Settings(environment));
    }

    /**
     * What holds unless it is set. The endpoint can come from anywhere, so it is looked for when it is needed. The environment is not
     * what this is made of, as Spring Boot would look for its sources in there, and find this one again.
     */
    private static final class Settings extends PropertySource<Map<String, String>> {

        private final ConfigurableEnvironment environment;

        Settings(ConfigurableEnvironment environment) {
            super("noTracing", WITHOUT);
            this.environment = environment;
        }

        @Override
        public @Nullable Object getProperty(String name) {
            String value = source.get(name);
            return value == null || StringUtils.hasText(environment.getProperty(ENDPOINT)) ? null : value;
        }
    }
}
