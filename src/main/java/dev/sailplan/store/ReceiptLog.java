package dev.sailplan.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Remembers writes that are done {@link Once}.
 *
 * <p>A receipt is kept together with its write, or not at all. Whoever can see one can see the other.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} or
 * {@link org.springframework.transaction.TransactionException} if the database does not answer.
 */
public interface ReceiptLog {

    /** What a write comes to that was asked for before; none if it was not, or that is forgotten. */
    Optional<Outcome> outcomeOf(Once once);

    /**
     * Forgets writes.
     *
     * @param before all that were done before it
     * @param most of the others, those before the last so many; at least 1
     */
    void forget(Instant before, int most);
}
