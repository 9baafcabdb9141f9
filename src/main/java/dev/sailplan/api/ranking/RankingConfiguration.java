package dev.sailplan.api.ranking;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.TextMessageConverter;
import dev.sailplan.report.ranking.RankingMarkdown;
import dev.sailplan.report.ranking.RankingReport;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers rankings as Markdown. */
@Configuration(proxyBeanMethods = false)
class RankingConfiguration implements WebMvcConfigurer {

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(
                new TextMessageConverter<>(RankingReport.class, MediaTypes.MARKDOWN, RankingMarkdown::write));
    }
}
