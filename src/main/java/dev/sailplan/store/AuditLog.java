package dev.sailplan.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who did what, and who was refused. What changes topologies or keys is kept in the transaction of the change: neither is there
 * without the other.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} if the database does not answer.
 */
public interface AuditLog {

    /** Keeps an entry by itself, as that of a refusal. */
    void add(AuditEntry entry);

    /**
     * Entries, the newest first.
     *
     * @param before only those after this one in that order
     * @param most how many at most
     */
    List<AuditEntry> entries(Optional<Mark> before, int most);

    /** Forgets entries from before an instant. */
    void forget(Instant before);

    /**
     * A place among the entries.
     *
     * @param at when the entry there was made
     * @param id of its act, which tells it from others of the same instant
     */
    record Mark(Instant at, String id) {

        /** The place of an entry. */
        public static Mark of(AuditEntry entry) {
            return new Mark(entry.at(), entry.id().toString());
        }
    }
}
