package dev.sailplan.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps topologies by name: every revision of a document as it was written, and the report on the newest one.
 *
 * <p>A write that was answered is kept, whatever happens to the process; one that was not answered is kept as a whole or not at
 * all. Writers of one name queue up: each gets a revision of its own, one higher than the last, and a number is never used twice.
 * Whoever asks after a write was answered gets what was written, from every process that shares the database. What changes a
 * verdict is kept together with the change ({@link VerdictLog}), so is who wrote or deleted what ({@link AuditLog}), and a write
 * that is done {@link Once} together with what makes it that ({@link ReceiptLog}).
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} or
 * {@link org.springframework.transaction.TransactionException} if the database does not answer.
 */
public interface TopologyStore {

    /**
     * Writes a revision.
     *
     * @param name a DNS label
     * @param precondition what has to hold for it
     * @param act who writes it, and when
     */
    Outcome put(String name, Draft draft, Precondition precondition, Act act);

    /** Writes a revision without a document: there is nothing of that name any more, but everything that was. */
    Outcome delete(String name, Precondition precondition, Act act);

    /** The newest revision of a name; none if there never was one, or the last write deleted it. */
    Optional<Entry> find(String name);

    /** Where topologies stand, by name; those that {@link #find} would not find are left out. */
    Map<String, Standing> standings(Set<String> names);

    /** What there is, by name. */
    Page list(Listing listing);

    /** The document of a revision; none if there is no such revision, or it is a deletion. */
    Optional<Content> document(String name, long revision);

    /** The report on the newest revision, with its entry. */
    Optional<Reported> report(String name);

    /**
     * The revisions of a name, the newest first.
     *
     * @param below only those with a lower number
     * @param most how many at most
     */
    List<Revision> revisions(String name, long below, int most);

    /**
     * Replaces the report on a revision, unless it is not the newest any more.
     *
     * @param now when it is replaced
     * @return whether it was
     */
    boolean replaceReport(String name, long revision, Evaluated evaluated, Instant now);

    /**
     * Names whose report is of another edition, or of another day, by name.
     *
     * @param freshness what a report has to be of
     * @param after only names after this one
     * @param most how many at most
     */
    List<String> stale(Freshness freshness, String after, int most);

    /** How many topologies there are, and how many reports on them are of another edition or day. */
    Census census(Freshness freshness);
}
