package dev.sailplan.api.validation;

import dev.sailplan.report.ReportFormat;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers every report format there is; who asks for none gets JSON. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration implements WebMvcConfigurer {

    private final List<ReportFormat> formats;

    ReportConfiguration(List<ReportFormat> formats) {
        this.formats = formats;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        formats.forEach(format -> builder.addCustomConverter(new ReportMessageConverter(format)));
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Threshold.class, ReportConfiguration::threshold);
    }

    private static Threshold threshold(String text) {
        return List.of(Threshold.values()).stream()
                .filter(threshold -> threshold.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not a threshold: " + text));
    }
}
