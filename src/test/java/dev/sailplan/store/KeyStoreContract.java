package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of keys does. */
abstract class KeyStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));

    private HikariDataSource source = new HikariDataSource();
    private KeyStore keys = Databases.keysIn(source);
    private AuditLog audit = Databases.auditIn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        keys = Databases.keysIn(source);
        audit = Databases.auditIn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static StoredKey key(String id, String... teams) {
        return new StoredKey(
                id, "of " + id, "writer", Set.of(teams), "a".repeat(64), null, null, NOW, "somebody", LATER);
    }

    @Test
    void whatIsKeptIsFound() {
        keys.add(key("one"), Somebody.at(NOW));
        keys.add(key("two", "red team", "blue, and green"), Somebody.at(NOW));

        assertThat(keys.find("one")).contains(key("one"));
        assertThat(keys.find("two")).contains(key("two", "red team", "blue, and green"));
        assertThat(keys.find("three")).isEmpty();
    }

    @Test
    void keysAreListedInParts() {
        for (String id : new String[] {"c", "a", "b"}) {
            keys.add(key(id), Somebody.at(NOW));
        }

        assertThat(keys.list("", 2)).extracting(StoredKey::id).containsExactly("a", "b");
        assertThat(keys.list("b", 2)).extracting(StoredKey::id).containsExactly("c");
    }

    @Test
    void keysThatHaveExpiredDoNotCount() {
        keys.add(key("one"), Somebody.at(NOW));

        assertThat(keys.valid(NOW)).isEqualTo(1);
        assertThat(keys.valid(LATER)).isZero();
    }

    @Test
    void aRotatedKeyHasItsFormerSecretForAWhileAndTheOneBeforeNoMore() {
        keys.add(key("one"), Somebody.at(NOW));

        assertThat(keys.rotate("one", "b".repeat(64), LATER, Somebody.at(NOW)))
                .contains(key("one").rotated("b".repeat(64), LATER));
        keys.rotate("one", "c".repeat(64), LATER, Somebody.at(NOW));

        StoredKey rotated = keys.find("one").orElseThrow();
        assertThat(rotated.secretHash()).isEqualTo("c".repeat(64));
        assertThat(rotated.formerHash()).isEqualTo("b".repeat(64));
        assertThat(rotated.formerUntil()).isEqualTo(LATER);
        assertThat(keys.rotate("none", "b".repeat(64), LATER, Somebody.at(NOW))).isEmpty();
    }

    @Test
    void aRevokedKeyIsGone() {
        keys.add(key("one"), Somebody.at(NOW));

        assertThat(keys.revoke("one", Somebody.at(NOW))).isTrue();
        assertThat(keys.revoke("one", Somebody.at(NOW))).isFalse();
        assertThat(keys.find("one")).isEmpty();
    }

    @Test
    void everyChangeIsInTheAuditLogAndNothingElseIs() {
        keys.add(key("one", "red"), Somebody.at(NOW));
        keys.rotate("one", "b".repeat(64), LATER, Somebody.at(NOW.plusSeconds(1)));
        keys.rotate("none", "b".repeat(64), LATER, Somebody.at(NOW.plusSeconds(2)));
        keys.revoke("one", Somebody.at(NOW.plusSeconds(3)));
        keys.revoke("one", Somebody.at(NOW.plusSeconds(4)));

        assertThat(audit.entries(Optional.empty(), 9))
                .extracting(AuditEntry::action)
                .containsExactly(Action.REVOKE_KEY, Action.ROTATE_KEY, Action.CREATE_KEY);
        assertThat(audit.entries(Optional.empty(), 9)).allSatisfy(entry -> {
            assertThat(entry.target()).isEqualTo("key/one");
            assertThat(entry.actor()).isEqualTo("somebody");
            assertThat(entry.result()).isEqualTo(AuditEntry.Result.DONE);
        });
    }
}
