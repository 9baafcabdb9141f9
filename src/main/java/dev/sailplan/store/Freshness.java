package dev.sailplan.store;

import java.time.LocalDate;

/**
 * What a report has to be of so that it would be the same if it were made now.
 *
 * @param edition of what documents are judged by
 * @param day for which dates are judged
 */
public record Freshness(String edition, LocalDate day) {

    /** Whether the report on a topology is up to date. */
    public boolean holdsFor(Entry entry) {
        return holdsFor(entry.standing());
    }

    /** Whether the report on a topology that stands so is up to date. */
    public boolean holdsFor(Standing standing) {
        return standing.edition().equals(edition)
                && (standing.judgedOn() == null || standing.judgedOn().equals(day));
    }
}
