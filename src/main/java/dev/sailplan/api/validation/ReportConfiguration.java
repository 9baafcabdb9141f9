package dev.sailplan.api.validation;

import dev.sailplan.api.TextMessageConverter;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.report.ValidationReport;
import java.util.List;
import org.springframework.context.annotation.Configuration;
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
        formats.forEach(format -> builder.addCustomConverter(
                new TextMessageConverter<>(ValidationReport.class, format.mediaType(), format::write)));
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer.defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
    }
}
