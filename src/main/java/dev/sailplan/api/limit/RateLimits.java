package dev.sailplan.api.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How often one client may ask, {@code sailplan.limits.*}.
 *
 * @param rate requests a second, in the long run; without it there is no limit
 * @param burst requests at once, after a while without any; by default as many as in a second
 */
@Validated
@ConfigurationProperties("sailplan.limits")
public record RateLimits(
        @Nullable @Min(1) @Max(1_000_000) Integer rate,
        @Nullable @Min(1) @Max(10_000_000) Integer burst) {

    /** These limits, or a rate where none is set. */
    RateLimits or(Optional<Integer> other) {
        return rate == null && other.isPresent() ? new RateLimits(other.get(), burst) : this;
    }

    boolean areNone() {
        return rate == null;
    }

    int perSecond() {
        return Objects.requireNonNull(rate);
    }

    int atOnce() {
        return burst == null ? perSecond() : burst;
    }
}
