package dev.sailplan.api.topology;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts polls of what did not change after all other filters. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

    @Bean
    FilterRegistrationBean<PollFilter> pollFilter(
            Polls polls, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        var registration = new FilterRegistrationBean<>(new PollFilter(polls, failures));
        registration.addUrlPatterns(StoredDocuments.PATH + "/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
