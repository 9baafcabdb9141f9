package dev.sailplan.store;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What who polls has to know of a topology to see that nothing changed: no more than tells its report from every other, and says
 * whether that is up to date.
 *
 * @param revision the number of the newest revision
 * @param reportTag tells the report on it from every other
 * @param edition of what it was judged by
 * @param judgedOn the day for which dates were judged, null if it makes no difference
 */
public record Standing(
        long revision,
        String reportTag,
        String edition,
        @Nullable LocalDate judgedOn) {}
