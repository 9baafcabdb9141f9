package dev.sailplan.store;

import java.time.Instant;
import java.util.List;

/**
 * Changes of verdicts, in the order in which they became visible.
 *
 * <p>A change is kept together with the write that caused it, or not at all. Whoever has seen one has been able to see all with
 * lower numbers, and no number is left out: if one is missing, it has been forgotten.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} if the database does not answer.
 */
public interface VerdictLog {

    /** The number of the newest change there ever was; 0 if there was none. */
    long newest();

    /**
     * Changes that are still known, the oldest first.
     *
     * @param id only those after this one
     * @param most how many at most
     */
    List<VerdictChange> after(long id, int most);

    /** Forgets the oldest changes, up to the first that was not before an instant. */
    void forget(Instant before);
}
