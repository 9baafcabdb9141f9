package dev.sailplan.api.event;

import dev.sailplan.store.VerdictChange;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A change of a verdict as it is told, on whichever way. */
public record ChangeData(
        String name,
        long revision,
        @Nullable String before,
        @Nullable String after,
        Instant at,
        String cause) {

    public static ChangeData of(VerdictChange change) {
        return new ChangeData(
                change.name(),
                change.revision(),
                change.before(),
                change.after(),
                change.at(),
                change.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
