package dev.sailplan.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.store.Databases;
import dev.sailplan.store.JdbcKeyStore;
import dev.sailplan.store.KeyStore;
import dev.sailplan.store.Somebody;
import dev.sailplan.store.StoredKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which keys are good, and when. */
class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Key KEY = Key.create();

    @TempDir
    private Path folder = Path.of("");

    private HikariDataSource source = new HikariDataSource();
    private KeyStore store = storeOn(source);

    @BeforeEach
    void open() {
        source = Databases.h2(folder);
        store = storeOn(source);
        store.add(
                new StoredKey(
                        KEY.id(),
                        "of a test",
                        "reader",
                        Set.of(),
                        KEY.hash(),
                        null,
                        null,
                        NOW,
                        "somebody",
                        NOW.plus(Duration.ofDays(1))),
                Somebody.at(NOW));
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static KeyStore storeOn(HikariDataSource source) {
        return new JdbcKeyStore(new JdbcTemplate(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    private KeyRing at(Instant now) {
        return new KeyRing(store, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aKeyIsGoodUntilItExpires() {
        assertThat(at(NOW).find(KEY)).isPresent();
        assertThat(at(NOW.plus(Duration.ofDays(1)).minusMillis(1)).find(KEY)).isPresent();
        assertThat(at(NOW.plus(Duration.ofDays(1))).find(KEY)).isEmpty();
    }

    @Test
    void aKeyWithAnotherSecretIsNotGood() {
        assertThat(at(NOW).find(Key.renewed(KEY.id()))).isEmpty();
        assertThat(at(NOW).find(Key.create())).isEmpty();
    }

    @Test
    void aFormerSecretIsGoodForAWhile() {
        Key next = Key.renewed(KEY.id());
        Instant end = NOW.plusSeconds(60);
        store.rotate(KEY.id(), next.hash(), end, Somebody.at(NOW));

        assertThat(at(NOW).find(next)).isPresent();
        assertThat(at(end.minusMillis(1)).find(KEY)).isPresent();
        assertThat(at(end).find(KEY)).isEmpty();
        assertThat(at(end).find(next)).isPresent();
    }

    @Test
    void whileTheDatabaseIsAwayKeysThatWereGoodLatelyStayGood() {
        KeyRing ring = at(NOW);
        ring.find(KEY);

        source.close();
        ring.lookUpAgain(KEY.id());

        assertThat(ring.find(KEY)).isPresent();
        assertThat(ring.find(Key.renewed(KEY.id()))).isEmpty();
        assertThatThrownBy(() -> ring.find(Key.create())).isInstanceOf(DataAccessException.class);
    }

    @Test
    void whatIsNotThereAnyMoreIsNotBelievedIn() {
        KeyRing ring = at(NOW);
        ring.find(KEY);
        store.revoke(KEY.id(), Somebody.at(NOW));
        ring.lookUpAgain(KEY.id());
        assertThat(ring.find(KEY)).isEmpty();

        source.close();
        ring.lookUpAgain(KEY.id());

        assertThatThrownBy(() -> ring.find(KEY)).isInstanceOf(DataAccessException.class);
    }
}
