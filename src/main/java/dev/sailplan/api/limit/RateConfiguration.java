package dev.sailplan.api.limit;

import dev.sailplan.api.access.AccessControl;
import dev.sailplan.api.metrics.RefusalMeters;
import dev.sailplan.api.problem.ProblemWriter;
import io.github.bucket4j.TimeMeter;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts {@link RateFilter} where it is known who asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimits.class)
class RateConfiguration {

    /** After the filters of Spring Security, which are at -100. */
    private static final int ORDER = -90;

    /** Requests a second of a client that is known. */
    private static final int USUAL = 100;

    /**
     * The rate that holds where none is set.
     *
     * <p>Without access control it is none: clients are told apart by their addresses, and many can have the same one.
     */
    private static Optional<Integer> usualRate(Environment environment) {
        return AccessControl.isOn(environment) ? Optional.of(USUAL) : Optional.empty();
    }

    @Bean
    FilterRegistrationBean<RateFilter> rateFilter(
            RateLimits settings,
            RefusalMeters refusals,
            ProblemWriter problems,
            Environment environment,
            @Value("${management.endpoints.web.base-path:/actuator}/health") String health) {
        RateLimits limits = settings.or(usualRate(environment));
        Optional<Clients> clients =
                limits.areNone() ? Optional.empty() : Optional.of(new Clients(limits, TimeMeter.SYSTEM_NANOTIME));
        FilterRegistrationBean<RateFilter> filter =
                new FilterRegistrationBean<>(new RateFilter(clients, refusals, problems, health));
        filter.setEnabled(clients.isPresent());
        filter.setOrder(ORDER);
        return filter;
    }
}
