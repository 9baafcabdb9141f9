package dev.sailplan.api;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Stands for access control: who a request is from is what its header {@code Test-Caller} says. */
@TestConfiguration(proxyBeanMethods = false)
public class KnownCallers {

    public static final String HEADER = "Test-Caller";

    /** Where Spring Security's filters have their place. */
    private static final int ORDER = -100;

    @Bean
    FilterRegistrationBean<Filter> knownCallersFilter() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(
                (request, response, chain) -> chain.doFilter(new Known((HttpServletRequest) request), response));
        filter.setOrder(ORDER);
        return filter;
    }

    private static final class Known extends HttpServletRequestWrapper {

        Known(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            String name = getHeader(HEADER);
            return name == null ? null : () -> name;
        }
    }
}
