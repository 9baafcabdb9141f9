package dev.sailplan.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sailplan.store.KeyStore;
import dev.sailplan.store.StoredKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The keys there are, as callers are checked against them. The database is asked once in a few seconds for each, so that polls
 * cost it nothing: a key that is revoked at another replica is accepted here for that long. While the database is away, keys that
 * were good lately go on being so.
 */
@Component
class KeyRing {

    /** For how long a key is not looked up again. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** For how long it is believed in while the database is away. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final KeyStore store;
    private final Clock clock;
    private final Cache<String, Optional<StoredKey>> fresh =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build();
    private final Cache<String, StoredKey> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BELIEVED).build();

    KeyRing(KeyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The key that was sent, if it is good.
     *
     * @throws DataAccessException if the database does not answer, and the key was not good lately
     */
    Optional<StoredKey> find(Key sent) {
        Instant now = clock.instant();
        return stored(sent.id())
                .filter(key -> now.isBefore(key.expiresAt()))
                .filter(key -> isSecretOf(key, sent.hash(), now));
    }

    private static boolean isSecretOf(StoredKey key, String hash, Instant now) {
        boolean isCurrent = Key.areEqual(key.secretHash(), hash);
        return isCurrent
                || (key.formerHash() != null
                        && key.formerUntil() != null
                        && now.isBefore(key.formerUntil())
                        && Key.areEqual(key.formerHash(), hash));
    }

    private Optional<StoredKey> stored(String id) {
        return Objects.requireNonNull(fresh.get(id, this::load));
    }

    private Optional<StoredKey> load(String id) {
        try {
            Optional<StoredKey> found = store.find(id);
            found.ifPresentOrElse(key -> known.put(id, key), () -> known.invalidate(id));
            return found;
        } catch (DataAccessException | TransactionException away) {
            StoredKey believed = known.getIfPresent(id);
            if (believed == null) {
                throw away;
            }
            LOG.debug("Key {} is believed in, as the database is away", id, away);
            return Optional.of(believed);
        }
    }

    /** Forgets what is known of a key that was changed here. */
    void forget(String id) {
        known.invalidate(id);
        lookUpAgain(id);
    }

    /** Asks the database the next time, as if seconds had passed. */
    void lookUpAgain(String id) {
        fresh.invalidate(id);
    }
}
