package dev.sailplan.benchmark;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * What polls are measured against: what {@code spring-boot-starter-webmvc} brings, with the service's own settings of Tomcat, and
 * one handler that knows the answer.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@Import(BareEndpoint.Handler.class)
@Profile(BareEndpoint.ALONE)
public class BareEndpoint {

    /** The service, which looks for handlers in all packages below its own, is not to find this one. */
    static final String ALONE = "bare-endpoint";

    private static final String TAG = "\"0123456789abcdef0123456789abcdef\"";

    public static void main(String[] args) {
        SpringApplication bare = new SpringApplication(BareEndpoint.class);
        bare.setAdditionalProfiles(ALONE);
        bare.run(args);
    }

    @RestController
    @Profile(ALONE)
    static class Handler {

        @GetMapping(path = "/api/v1/topologies/{name}/validation", produces = "application/json")
        @Nullable
        ResponseEntity<byte[]> validation(@PathVariable String name, ServletWebRequest request) {
            if (request.checkNotModified(TAG)) {
                return null;
            }
            return ResponseEntity.ok().eTag(TAG).body(new byte[] {'{', '}'});
        }
    }
}
