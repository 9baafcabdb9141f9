package dev.sailplan.api.cors;

import dev.sailplan.api.problem.ProblemWriter;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Lets pages from elsewhere ask what is below {@code /api}. Spring Security knows the source by its name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsSettings.class)
class CrossOriginConfiguration {

    /** Before the filters of Spring Security, which are at -100: browsers ask beforehand without saying who they are. */
    private static final int ORDER = -110;

    private static final List<String> SENT = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.ACCEPT,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MATCH,
            "Last-Event-ID",
            "Idempotency-Key",
            "Prefer");

    private static final List<String> READ = List.of(
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION,
            HttpHeaders.LINK,
            HttpHeaders.RETRY_AFTER,
            "Sailplan-Evaluation",
            "Preference-Applied",
            "Idempotency-Replayed");

    @Bean
    CorsConfigurationSource corsConfigurationSource(CorsSettings settings) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!settings.allowedOrigins().isEmpty()) {
            source.registerCorsConfiguration("/api/**", rulesOf(settings));
        }
        return source;
    }

    /** No cookies and no passwords a browser keeps: tokens go into headers, which a page has to know. */
    private static CorsConfiguration rulesOf(CorsSettings settings) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOriginPatterns(settings.allowedOrigins());
        rules.setAllowedMethods(settings.allowedMethods());
        rules.setAllowedHeaders(SENT);
        rules.setExposedHeaders(READ);
        rules.setAllowCredentials(false);
        rules.setMaxAge(settings.maxAge());
        return rules;
    }

    @Bean
    FilterRegistrationBean<CorsFilter> crossOriginFilter(
            CorsConfigurationSource corsConfigurationSource, CorsSettings settings, ProblemWriter problems) {
        CorsFilter filter = new CorsFilter(corsConfigurationSource);
        filter.setCorsProcessor(new CrossOriginProcessor(problems));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(!settings.allowedOrigins().isEmpty());
        registration.setOrder(ORDER);
        return registration;
    }
}
