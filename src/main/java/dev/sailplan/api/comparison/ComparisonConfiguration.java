package dev.sailplan.api.comparison;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.TextMessageConverter;
import dev.sailplan.report.comparison.ComparisonMarkdown;
import dev.sailplan.report.comparison.ComparisonReport;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers comparisons as Markdown. */
@Configuration(proxyBeanMethods = false)
class ComparisonConfiguration implements WebMvcConfigurer {

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(
                new TextMessageConverter<>(ComparisonReport.class, MediaTypes.MARKDOWN, ComparisonMarkdown::write));
    }
}
