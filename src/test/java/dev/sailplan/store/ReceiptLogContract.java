package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every log of receipts does, beside the store that writes them. */
abstract class ReceiptLogContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Once ONCE = Once.of("key", "request");
    private static final int ALL = 1_000;
    private static final int WRITERS = 8;
    private static final int ROUNDS = 10;

    private HikariDataSource source = new HikariDataSource();
    private TopologyStore store = Databases.storeOn(source);
    private ReceiptLog receipts = Databases.receiptsIn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        store = Databases.storeOn(source);
        receipts = Databases.receiptsIn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Draft draft(String document, Once once) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Content content = new Content(bytes, "application/yaml", Sha256.of(bytes));
        LocalDate day = LocalDate.of(2026, 11, 20);
        return new Draft(
                content,
                Map.of(),
                null,
                new Evaluated("PASS", "1", day, "summary", Sha256.of(bytes).substring(0, 32), bytes),
                once);
    }

    private Outcome create(String name, Once once, Instant at) {
        return store.put(name, draft(name, once), Precondition.absent(), Somebody.at(at));
    }

    private Outcome create(String name, Once once) {
        return create(name, once, NOW);
    }

    private static Entry entryOf(Outcome outcome) {
        return ((Outcome.Written) outcome).entry();
    }

    private int revisionsOf(String name) {
        return store.revisions(name, Long.MAX_VALUE, ALL).size();
    }

    @Test
    void whatIsAskedForAgainIsWhatWasWritten() {
        Entry written = entryOf(create("shop", ONCE));

        assertThat(receipts.outcomeOf(ONCE)).contains(new Outcome.Repeated(written));
        assertThat(create("shop", ONCE, NOW.plusSeconds(9))).isEqualTo(new Outcome.Repeated(written));
        assertThat(revisionsOf("shop")).isEqualTo(1);
    }

    @Test
    void itIsWhatWasWrittenWhateverBecameOfIt() {
        Entry written = entryOf(create("shop", ONCE));
        store.put(
                "shop",
                draft("another", Once.of("other", "request")),
                Precondition.none(),
                Somebody.at(NOW.plusSeconds(1)));
        store.delete("shop", Precondition.none(), Somebody.at(NOW.plusSeconds(2)));

        assertThat(create("shop", ONCE)).isEqualTo(new Outcome.Repeated(written));
        assertThat(store.find("shop")).isEmpty();
    }

    @Test
    void anotherRequestWithTheKeyWritesNothing() {
        create("shop", ONCE);
        Once other = new Once(ONCE.key(), Once.of("key", "other").request());

        assertThat(receipts.outcomeOf(other)).contains(new Outcome.KeyReused());
        assertThat(create("other", other)).isEqualTo(new Outcome.KeyReused());
        assertThat(store.find("other")).isEmpty();
        assertThat(revisionsOf("other")).isZero();
    }

    @Test
    void whatWasRefusedCanBeAskedForAgain() {
        create("shop", Once.of("first", "request"));

        assertThat(create("shop", ONCE)).isInstanceOf(Outcome.Refused.class);
        assertThat(receipts.outcomeOf(ONCE)).isEmpty();
        store.delete("shop", Precondition.none(), Somebody.at(NOW));
        assertThat(create("shop", ONCE)).isInstanceOf(Outcome.Written.class);
    }

    /** What comes after the receipt in the transaction fails. */
    @Test
    void aWriteThatFailsLeavesNoReceipt() {
        new JdbcTemplate(source).execute("drop table verdict_change");

        assertThatThrownBy(() -> create("shop", ONCE)).isInstanceOf(DataAccessException.class);
        assertThat(receipts.outcomeOf(ONCE)).isEmpty();
        assertThat(store.find("shop")).isEmpty();
    }

    @Test
    void oldReceiptsAreForgotten() {
        List<Once> all = IntStream.range(0, 5)
                .mapToObj(number -> Once.of("key " + number, "request"))
                .toList();
        IntStream.range(0, 5).forEach(number -> create("shop-" + number, all.get(number), NOW.plusSeconds(number)));

        receipts.forget(NOW.plusSeconds(1), ALL);
        assertThat(known(all)).containsExactly(1, 2, 3, 4);

        receipts.forget(NOW, 2);
        assertThat(known(all)).containsExactly(3, 4);

        receipts.forget(NOW.plus(Duration.ofDays(1)), ALL);
        assertThat(known(all)).isEmpty();
        assertThat(create("shop-4", all.get(4))).isInstanceOf(Outcome.Refused.class);
    }

    private List<Integer> known(List<Once> all) {
        return IntStream.range(0, all.size())
                .filter(number -> receipts.outcomeOf(all.get(number)).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void ofConcurrentWritersOfOneRequestOneWritesAndAllGetTheSame() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "shop-" + round;
            Once once = Once.of(name, "request");
            List<Outcome> outcomes = concurrently(writer -> create(name, once, NOW.plusSeconds(writer)));

            Entry written = outcomes.stream()
                    .filter(Outcome.Written.class::isInstance)
                    .map(ReceiptLogContract::entryOf)
                    .findFirst()
                    .orElseThrow();
            assertThat(outcomes)
                    .filteredOn(outcome -> !(outcome instanceof Outcome.Written))
                    .hasSize(WRITERS - 1)
                    .containsOnly(new Outcome.Repeated(written));
            assertThat(revisionsOf(name)).isEqualTo(1);
        }
    }

    @Test
    void ofConcurrentRequestsWithOneKeyOneIsCarriedOut() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "key " + round;
            String name = "shop-" + round + "-";
            List<Outcome> outcomes = concurrently(writer -> create(name + writer, Once.of(key, "request " + writer)));

            assertThat(outcomes).filteredOn(Outcome.Written.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(new Outcome.KeyReused()::equals).hasSize(WRITERS - 1);
            assertThat(IntStream.range(0, WRITERS).map(writer -> revisionsOf(name + writer)))
                    .containsOnlyOnce(1)
                    .containsOnly(0, 1);
        }
    }

    private static List<Outcome> concurrently(IntFunction<Outcome> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        try {
            List<Future<Outcome>> futures = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> executor.submit(() -> {
                        together.await();
                        return work.apply(writer);
                    }))
                    .toList();
            List<Outcome> all = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                all.add(future.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }
}
