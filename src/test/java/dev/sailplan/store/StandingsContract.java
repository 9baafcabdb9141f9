package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where topologies stand, told while others write. */
abstract class StandingsContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final int NAMES = 3;
    private static final int WRITES = 60;
    private static final int POLLERS = 6;

    private HikariDataSource source = new HikariDataSource();
    private TransactionTemplate transactions = new TransactionTemplate();
    private final KeptStandings kept = new KeptStandings();
    private TopologyStore store = Databases.storeOn(source);
    private Standings standings = name -> store.find(name).map(Entry::standing);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    /** How the service asks such a database. */
    abstract Standings standings(TopologyStore store, KeptStandings kept);

    @BeforeEach
    void open() {
        source = empty();
        transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        store = new JdbcTopologyStore(new JdbcTemplate(source), transactions, kept);
        standings = standings(store, kept);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private long put(String name, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        String tag = Sha256.of(bytes).substring(0, 32);
        Draft draft = new Draft(
                new Content(bytes, "application/yaml", Sha256.of(bytes)),
                Map.of(),
                null,
                new Evaluated("PASS", "1", null, "", tag, bytes));
        return ((Outcome.Written) store.put(name, draft, Precondition.none(), Somebody.at(NOW)))
                .entry()
                .revision();
    }

    private long polled(String name) {
        return standings.of(name).map(Standing::revision).orElse(0L);
    }

    @Test
    void itTellsWhatIsFound() {
        assertThat(standings.of("shop")).isEmpty();
        put("shop", "one");
        assertThat(standings.of("shop")).isEqualTo(store.find("shop").map(Entry::standing));
        put("shop", "two");
        assertThat(standings.of("shop")).isEqualTo(store.find("shop").map(Entry::standing));
        store.replaceReport("shop", 2, new Evaluated("WARN", "2", null, "", "tag", new byte[] {1}), NOW);
        assertThat(standings.of("shop")).contains(new Standing(2, "tag", "2", null));
        store.delete("shop", Precondition.none(), Somebody.at(NOW));
        assertThat(standings.of("shop")).isEmpty();
    }

    @Test
    void manyAreToldAtOnce() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            put("t" + i, "document " + i);
            names.add("t" + i);
        }
        names.add("none");

        assertThat(store.standings(names))
                .hasSize(300)
                .allSatisfy((name, standing) -> assertThat(standing)
                        .isEqualTo(store.find(name).orElseThrow().standing()));
        assertThat(store.standings(Set.of())).isEmpty();
        assertThat(store.standings(Set.of("none"))).isEmpty();
    }

    @Test
    void aWriteThatIsRolledBackIsNotSeen() {
        put("shop", "one");
        polled("shop");
        transactions.executeWithoutResult(status -> {
            put("shop", "two");
            status.setRollbackOnly();
        });

        assertThat(polled("shop")).isEqualTo(1);
    }

    /** Writers share their transaction with others: what they write is seen when all of it is. */
    @Test
    void aWriteInALargerTransactionIsSeenAfterIt() {
        put("shop", "one");
        polled("shop");
        transactions.executeWithoutResult(status -> {
            put("shop", "two");
            put("other", "one");
        });

        assertThat(polled("shop")).isEqualTo(2);
        assertThat(polled("other")).isEqualTo(1);
    }

    /** Every poll is at least as new as every write that was acknowledged before it, and as every poll that was answered before. */
    @Test
    void noPollIsOlderThanWhatWasKnownBefore() throws Exception {
        AtomicLongArray known = new AtomicLongArray(NAMES);
        AtomicBoolean written = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(NAMES + POLLERS);
        try {
            List<Future<?>> pollers = new ArrayList<>();
            IntStream.range(0, POLLERS).forEach(i -> pollers.add(threads.submit(() -> poll(known, written))));
            List<Future<?>> writers = new ArrayList<>();
            IntStream.range(0, NAMES).forEach(name -> writers.add(threads.submit(() -> write(known, name))));
            for (Future<?> writer : writers) {
                writer.get();
            }
            written.set(true);
            for (Future<?> poller : pollers) {
                poller.get();
            }
        } finally {
            written.set(true);
            threads.shutdownNow();
        }
        for (int name = 0; name < NAMES; name++) {
            assertThat(polled("t" + name)).isEqualTo(WRITES);
        }
    }

    private void write(AtomicLongArray known, int name) {
        for (int write = 0; write < WRITES; write++) {
            learn(known, name, put("t" + name, "write " + write));
        }
    }

    private void poll(AtomicLongArray known, AtomicBoolean written) {
        for (int poll = 0; !written.get(); poll++) {
            int name = poll % NAMES;
            long before = known.get(name);
            long seen = polled("t" + name);
            assertThat(seen).isGreaterThanOrEqualTo(before);
            learn(known, name, seen);
        }
    }

    private static void learn(AtomicLongArray known, int name, long revision) {
        known.accumulateAndGet(name, revision, Math::max);
    }
}
