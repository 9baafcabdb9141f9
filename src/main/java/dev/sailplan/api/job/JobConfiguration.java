package dev.sailplan.api.job;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.TextMessageConverter;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Offers jobs, and what they found, as Markdown. */
@Configuration(proxyBeanMethods = false)
class JobConfiguration implements WebMvcConfigurer {

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.addCustomConverter(
                new TextMessageConverter<>(JobAnswer.class, MediaTypes.MARKDOWN, answer -> answer.markdown()));
    }
}
