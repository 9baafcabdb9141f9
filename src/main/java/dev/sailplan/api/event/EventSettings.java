package dev.sailplan.api.event;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How changes of verdicts are told, {@code sailplan.events.*}.
 *
 * @param kept how long a change can be asked for again
 * @param poll how often the database is asked for changes while somebody listens
 * @param heartbeat how often a stream on which nothing happens shows that it is alive
 */
@Validated
@ConfigurationProperties("sailplan.events")
public record EventSettings(
        @NotNull @DefaultValue("7d") Duration kept,
        @NotNull @DefaultValue("1s") Duration poll,
        @NotNull @DefaultValue("15s") Duration heartbeat) {}
