package dev.sailplan.api.cors;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which pages from elsewhere may ask the service, {@code sailplan.cors.*}.
 *
 * @param allowedOrigins where they may come from: {@code https://dashboard.example.com}, {@code https://*.example.com}, or
 *     {@code *} alone for everywhere; by default nowhere
 * @param allowedMethods what they may do
 * @param maxAge how long a browser remembers it
 */
@Validated
@ConfigurationProperties("sailplan.cors")
public record CorsSettings(
        @DefaultValue List<@Pattern(regexp = ORIGIN, message = NO_ORIGIN) String> allowedOrigins,

        @DefaultValue({"GET", "HEAD", "OPTIONS"})
        List<@Pattern(regexp = "GET|HEAD|OPTIONS|POST|PUT|DELETE") String> allowedMethods,

        @NotNull @DurationMin(seconds = 0) @DefaultValue("1h")
        Duration maxAge) {

    static final String EVERYWHERE = "*";

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String HOST = LABEL + "(\\." + LABEL + ")*";
    private static final String HOSTS = "\\*\\." + LABEL + "(\\." + LABEL + ")+";
    private static final String ORIGIN = "\\*|https?://(" + HOST + "|" + HOSTS + "|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?";
    private static final String NO_ORIGIN =
            "has to be an origin as browsers send it, such as https://dashboard.example.com or https://*.example.com";

    public CorsSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
    }

    /** Beside others it would be a mistake: it means all of them. */
    @AssertTrue(message = "* means every origin and stands alone")
    boolean isEverywhereAlone() {
        return allowedOrigins.size() <= 1 || !allowedOrigins.contains(EVERYWHERE);
    }
}
