package dev.sailplan.api.topology;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are recognised that are sent again, {@code sailplan.idempotency.*}.
 *
 * @param kept how long
 */
@Validated
@ConfigurationProperties("sailplan.idempotency")
public record IdempotencySettings(
        @NotNull @DurationMin(minutes = 1) @DefaultValue("24h")
        Duration kept) {}
