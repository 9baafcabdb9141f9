package dev.sailplan.store;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a document.
 *
 * @param verdict in one word
 * @param edition of what it was judged by: rules and profile
 * @param judgedOn the day for which dates were judged, null if it makes no difference
 * @param summary a few hundred bytes for who wants to know little
 * @param tag tells this report from every other one that says something else
 * @param report the whole of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record Evaluated(
        String verdict, String edition, @Nullable LocalDate judgedOn, String summary, String tag, byte[] report) {}
