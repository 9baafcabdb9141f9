package dev.sailplan.api.score;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.TextMessageConverter;
import dev.sailplan.report.score.ScoreMarkdown;
import dev.sailplan.report.score.ScoreReport;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers scores as Markdown. */
@Configuration(proxyBeanMethods = false)
class ScoreConfiguration implements WebMvcConfigurer {

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(
                new TextMessageConverter<>(ScoreReport.class, MediaTypes.MARKDOWN, ScoreMarkdown::write));
    }
}
