package dev.sailplan.api.simulation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.TextMessageConverter;
import dev.sailplan.report.failure.SimulationMarkdown;
import dev.sailplan.report.failure.SimulationReport;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers simulations as Markdown. */
@Configuration(proxyBeanMethods = false)
class SimulationConfiguration implements WebMvcConfigurer {

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(
                new TextMessageConverter<>(SimulationReport.class, MediaTypes.MARKDOWN, SimulationMarkdown::write));
    }
}
