package dev.sailplan.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the keys that callers identify themselves with. Of their secrets it has hashes alone. Every change is in the audit log.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} or
 * {@link org.springframework.transaction.TransactionException} if the database does not answer.
 */
public interface KeyStore {

    /** Keeps a key that is not there yet. */
    void add(StoredKey key, Act act);

    /** The key of a public part. */
    Optional<StoredKey> find(String id);

    /**
     * Keys, by their public part.
     *
     * @param after only those after this one
     * @param most how many at most
     */
    List<StoredKey> list(String after, int most);

    /** How many there are that have not expired. */
    long valid(Instant now);

    /**
     * Gives a key another secret.
     *
     * @param until when the secret it has now is accepted for the last time
     * @return the key as it is then; none if there is no such key
     */
    Optional<StoredKey> rotate(String id, String newHash, Instant until, Act act);

    /** Forgets a key; false if there is no such key. */
    boolean revoke(String id, Act act);
}
