package dev.sailplan.api.reevaluation;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How stored topologies are judged again, {@code sailplan.reevaluation.*}.
 *
 * @param enabled whether this replica does it
 * @param interval how often it is looked for something to do
 * @param pause between two topologies, so that requests get their turn
 */
@Validated
@ConfigurationProperties("sailplan.reevaluation")
public record ReevaluationSettings(
        @DefaultValue("true") boolean enabled,

        @NotNull @DurationMin(seconds = 1) @DurationMax(minutes = 2) @DefaultValue("1m")
        Duration interval,

        @NotNull @DurationMin(millis = 0) @DurationMax(minutes = 1) @DefaultValue("100ms")
        Duration pause) {}
