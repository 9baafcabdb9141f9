package dev.sailplan.api.access;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;

/** Asks every caller who it is, by a key or a token, and lets it do what its role allows. Nothing is kept between requests. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Conditional(OnAccessControl.class)
class AccessConfiguration {

    private static final String READER = Role.READER.name();
    private static final String WRITER = Role.WRITER.name();
    private static final String ADMIN = Role.ADMIN.name();

    /** What is no secret: pages, and how it is said whether the service is well. */
    private static final String[] OPEN = {
        "/",
        "/error",
        "/problems/*",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs/**",
        "/api/v1/rules/**",
        "/api/v1/schemas/**",
        "/actuator/health/**"
    };

    /** What is written to or deleted by whoever owns it. */
    private static final String[] WRITTEN = {"/api/v1/topologies", "/api/v1/topologies/*"};

    /** What concerns everybody. */
    private static final String[] ADMINISTERED = {
        "/api/v1/keys/**", "/api/v1/audit/**", "/api/v1/webhooks/**", "/api/v1/reevaluation/previews/**"
    };

    /** What is asked with a body. */
    private static final String[] QUESTIONS = {
        "/api/v1/validations",
        "/api/v1/endpoint-views",
        "/api/v1/scores",
        "/api/v1/rankings",
        "/api/v1/simulations",
        "/api/v1/comparisons",
        "/api/v1/topologies/*/simulations",
        "/api/v1/topologies/*/endpoint-views"
    };

    /** What was asked, and is not wanted any more. */
    private static final String[] JOBS = {"/api/v1/rankings/*", "/api/v1/simulations/*"};

    @Bean
    SecurityFilterChain callers(
            HttpSecurity http,
            KeyRing keys,
            ObjectProvider<JwtDecoder> tokens,
            AccessSettings settings,
            Refusals refusals) {
        AuthenticationManager manager = manager(keys, tokens.getIfAvailable(), settings);
        return http.authorizeHttpRequests(requests -> allow(requests, settings))
                .oauth2ResourceServer(bearers -> bearers.authenticationManagerResolver(request -> manager)
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing that a browser sends by itself says who its user is.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                // Answers say themselves for how long they hold.
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .build();
    }

    private static void allow(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            AccessSettings settings) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            requests.requestMatchers(method, OPEN).permitAll();
        }
        if (settings.openMetrics()) {
            requests.requestMatchers(HttpMethod.GET, "/actuator/prometheus").permitAll();
        }
        requests.requestMatchers(HttpMethod.GET, "/actuator/prometheus").hasAuthority(READER);
        requests.requestMatchers(ADMINISTERED).hasAuthority(ADMIN);
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
            requests.requestMatchers(method, "/api/v1/**").hasAuthority(READER);
        }
        requests.requestMatchers(HttpMethod.POST, QUESTIONS).hasAuthority(READER);
        requests.requestMatchers(HttpMethod.DELETE, JOBS).hasAuthority(READER);
        requests.requestMatchers(WRITTEN).hasAuthority(WRITER);
        // What was not thought of is for administrators.
        requests.anyRequest().hasAuthority(ADMIN);
    }

    private static AuthenticationManager manager(KeyRing keys, @Nullable JwtDecoder decoder, AccessSettings settings) {
        List<AuthenticationProvider> providers = new ArrayList<>();
        providers.add(new KeyAuthentication(keys, settings.bootstrapKey()));
        if (decoder != null) {
            JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
            tokens.setJwtAuthenticationConverter(new TokenCallers(settings));
            providers.add(tokens);
        }
        return sayingWhenNobodyKnows(new ProviderManager(providers));
    }

    /** An identity provider that does not answer is nothing the caller did. */
    private static AuthenticationManager sayingWhenNobodyKnows(AuthenticationManager manager) {
        return sent -> {
            try {
                return manager.authenticate(sent);
            } catch (AuthenticationServiceException away) {
                throw new IdentityUnavailable(away);
            }
        };
    }
}
