package dev.sailplan.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest revision of a topology, without its document and its report.
 *
 * @param revision its number, from 1
 * @param changedAt when it was written
 * @param mediaType of the document
 * @param sha256 of the document
 * @param verdict what was found, in one word
 * @param reportTag tells the report on it from every other
 * @param edition of what it was judged by
 * @param judgedOn the day for which dates were judged, null if it makes no difference
 * @param summary as it was given
 * @param owner whose it is, null if nobody's
 */
public record Entry(
        String name,
        long revision,
        Instant changedAt,
        String mediaType,
        String sha256,
        String verdict,
        String reportTag,
        String edition,
        @Nullable LocalDate judgedOn,
        String summary,
        @Nullable String owner) {

    private static final int DIGITS = 12;

    /** Tells this revision from every other of its name. */
    public String tag() {
        return revision + "-" + sha256.substring(0, DIGITS);
    }

    /** Where the topology stands with it. */
    public Standing standing() {
        return new Standing(revision, reportTag, edition, judgedOn);
    }

    /** With the summary of the report before, if this one says the same and is not kept. */
    Entry sayingTheSameAs(Optional<Entry> before) {
        return before.filter(other -> other.reportTag.equals(reportTag))
                .map(other -> new Entry(
                        name,
                        revision,
                        changedAt,
                        mediaType,
                        sha256,
                        verdict,
                        reportTag,
                        edition,
                        judgedOn,
                        other.summary,
                        owner))
                .orElse(this);
    }
}
