package dev.sailplan.api.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How many requests may be worked on at the same time, {@code sailplan.limits.*}.
 *
 * @param concurrent requests that read and judge documents; by default one for each processor, and at least two
 * @param waiting requests that may wait for one of them to end
 * @param patience how long each waits at most, {@code sailplan.limits.wait}
 * @param bodies bytes of documents that are being received or worked on; by default a quarter of the memory. One of the largest
 *     size there can be in any case
 * @param documentSize bytes of the largest document
 */
@Validated
@ConfigurationProperties("sailplan.limits")
public record AdmissionSettings(
        @Nullable @Min(1) @Max(10_000) Integer concurrent,

        @Min(0) @Max(10_000) @DefaultValue("64") int waiting,

        @Name("wait") @NotNull @DurationMin(millis = 0) @DurationMax(minutes = 5) @DefaultValue("10s")
        Duration patience,

        @Nullable DataSize bodies,
        @NotNull @DefaultValue("64MB") DataSize documentSize) {

    private static final int FEWEST = 2;
    private static final int SHARE_OF_THE_MEMORY = 4;

    /** More than the parts in which memory is taken, so that the largest document does not lack the last of them. */
    private static final int ROOM = 1 << 20;

    /** How many requests may run on a machine. */
    int concurrentOn(int processors) {
        return concurrent == null ? Math.max(FEWEST, processors) : concurrent;
    }

    /** How many bytes of documents there may be in so many bytes of memory. */
    long bodiesIn(long memory) {
        return Math.max(
                documentSize.toBytes() + ROOM, bodies == null ? memory / SHARE_OF_THE_MEMORY : bodies.toBytes());
    }
}
