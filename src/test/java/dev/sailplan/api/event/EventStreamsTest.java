package dev.sailplan.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.store.Content;
import dev.sailplan.store.Databases;
import dev.sailplan.store.Draft;
import dev.sailplan.store.Evaluated;
import dev.sailplan.store.Precondition;
import dev.sailplan.store.Somebody;
import dev.sailplan.store.TopologyStore;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.store.VerdictLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Streams of events without a network: who is told what, and who is not waited for. */
class EventStreamsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private HikariDataSource source = new HikariDataSource();
    private TopologyStore store = Databases.storeOn(source);
    private CountingLog log = new CountingLog(Databases.changesIn(source));
    private EventStreams streams = streamsOf(3);

    @BeforeEach
    void open() {
        source = Databases.h2(folder);
        store = Databases.storeOn(source);
        log = new CountingLog(Databases.changesIn(source));
        streams = streamsOf(3);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private EventStreams streamsOf(int most) {
        DataSize size = DataSize.ofMegabytes(1);
        Limits limits = new Limits(size, 1, 8, 1, 0, size, 1, 1, 2, 0, 1, most, 0);
        return new EventStreams(log, store, limits, JsonMapper.shared());
    }

    /** Counts how often it is asked for changes. */
    private record CountingLog(VerdictLog log, AtomicInteger asked) implements VerdictLog {

        CountingLog(VerdictLog log) {
            this(log, new AtomicInteger());
        }

        @Override
        public long newest() {
            return log.newest();
        }

        @Override
        public List<VerdictChange> after(long id, int most) {
            asked.incrementAndGet();
            return log.after(id, most);
        }

        @Override
        public void forget(Instant before) {
            log.forget(before);
        }
    }

    /** Remembers what it was sent; as slow as a test wants. */
    private static final class Client implements Wire {

        private final List<String> received = new CopyOnWriteArrayList<>();
        private final CountDownLatch reads = new CountDownLatch(1);
        private volatile boolean gone;
        private volatile boolean ended;

        static Client reading() {
            Client client = new Client();
            client.reads.countDown();
            return client;
        }

        static Client stuck() {
            return new Client();
        }

        @Override
        public void send(String text) throws IOException {
            try {
                reads.await();
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            if (gone) {
                throw new IOException("gone");
            }
            received.add(text);
        }

        @Override
        public void end() {
            ended = true;
        }

        List<String> events() {
            return received.stream().filter(text -> text.contains("event: ")).toList();
        }

        List<String> ids() {
            return events().stream()
                    .filter(text -> text.startsWith("id: "))
                    .map(text -> text.substring(4, text.indexOf('\n')))
                    .toList();
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private void put(String name, String verdict) {
        put(name, verdict, NOW);
    }

    private Client listen(@Nullable Long last, String... names) {
        Client client = Client.reading();
        streams.open(client, Set.of(names), last);
        await(() -> !client.received.isEmpty()
                && client.received.get(client.received.size() - 1).startsWith(": heartbeat"));
        return client;
    }

    @Test
    void aClientIsToldOfWhatIsStillToCome() {
        put("shop", "PASS");
        Client client = listen(null);
        put("shop", "FAIL");
        streams.poll();
        await(() -> !client.events().isEmpty());

        assertThat(client.events()).containsExactly("""
                id: 2
                event: verdict-change
                data: {"name":"shop","revision":2,"before":"PASS","after":"FAIL","at":"2026-11-20T12:00:00Z","cause":"written"}

                """);
        assertThat(client.received).startsWith("retry: 3000\n\n", ": heartbeat\nid: 1\n\n");
    }

    @Test
    void aClientThatComesBackHasMissedNothing() {
        List.of("a", "b", "c").forEach(name -> put(name, "PASS"));
        Client client = listen(1L);
        put("d", "PASS");
        streams.poll();
        await(() -> client.ids().size() == 3);

        assertThat(client.ids()).containsExactly("2", "3", "4");
    }

    @Test
    void aClientThatKnowsMoreThanThisProcessIsToldNothingTwice() {
        Client first = listen(null);
        put("a", "PASS");
        Client ahead = listen(1L);
        put("b", "PASS");
        streams.poll();
        await(() -> first.ids().size() == 2 && !ahead.ids().isEmpty());

        assertThat(ahead.ids()).containsExactly("2");
        assertThat(ahead.received).contains(": heartbeat\nid: 1\n\n");
    }

    @Test
    void aClientThatAsksForWhatIsForgottenIsToldOfTheGap() {
        List.of("a", "b", "gone").forEach(name -> put(name, "PASS"));
        store.delete("gone", Precondition.none(), Somebody.at(NOW));
        log.forget(NOW.plusSeconds(1));
        Client client = listen(1L);
        put("a", "FAIL");
        streams.poll();
        await(() -> client.events().size() == 5);

        assertThat(client.events().subList(0, 4))
                .containsExactly(
                        "event: gap\ndata: {\"after\":1}\n\n",
                        "event: verdict\ndata: {\"name\":\"a\",\"revision\":1,\"verdict\":\"PASS\"}\n\n",
                        "event: verdict\ndata: {\"name\":\"b\",\"revision\":1,\"verdict\":\"PASS\"}\n\n",
                        "id: 4\nevent: verdicts-end\ndata: {}\n\n");
        assertThat(client.events().get(4)).startsWith("id: 5\nevent: verdict-change\n");
    }

    @Test
    void aNumberThatWasNeverGivenIsAGap() {
        put("a", "PASS");
        Client client = listen(7L, "a");
        put("a", "FAIL");
        streams.poll();
        await(() -> client.events().size() == 4);

        assertThat(client.events().get(0)).startsWith("event: gap\n");
        assertThat(client.ids()).containsExactly("1", "2");
    }

    @Test
    void aClientIsToldOnlyOfTheTopologiesItNames() {
        put("a", "PASS");
        Client client = listen(0L, "b");
        put("a", "FAIL");
        put("b", "PASS");
        put("c", "PASS");
        streams.poll();
        streams.beat();
        await(() -> client.received.size() == 4);

        assertThat(client.ids()).containsExactly("3");
        assertThat(client.received).last().isEqualTo(": heartbeat\nid: 4\n\n");
    }

    @Test
    void aClientThatTakesNothingIsDroppedAndNobodyWaitsForIt() {
        Client stuck = Client.stuck();
        streams.open(stuck, Set.of(), null);
        Client client = listen(null);
        for (int beat = 0; beat <= EventStream.MOST_WAITING; beat++) {
            streams.beat();
        }
        put("a", "PASS");
        streams.poll();
        await(() -> !client.events().isEmpty());
        assertThat(stuck.received).isEmpty();

        stuck.reads.countDown();
        await(() -> stuck.ended && streams.size() == 1);

        assertThat(stuck.events()).isEmpty();
    }

    @Test
    void aClientThatIsGoneIsForgotten() {
        Client client = listen(null);
        client.gone = true;
        streams.beat();

        await(() -> streams.size() == 0);
    }

    @Test
    void noMoreStreamsAreOpenedThanAllowed() {
        listen(null);
        listen(null);
        listen(null);

        assertThatThrownBy(() -> streams.open(Client.reading(), Set.of(), null))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.retryAfter()).contains(Duration.ofSeconds(10)));
    }

    @Test
    void streamsAreEndedWhenTheServiceIs() {
        Client client = listen(null);
        streams.setClosed(true);
        streams.endAll();
        await(() -> client.ended);

        assertThatThrownBy(() -> streams.open(Client.reading(), Set.of(), null)).isInstanceOf(ProblemException.class);
    }

    @Test
    void theDatabaseIsAskedOnceForAllAndNotAtAllForNobody() {
        streams.poll();
        assertThat(log.asked()).hasValue(0);

        listen(null);
        listen(null);
        streams.poll();
        assertThat(log.asked()).hasValue(1);
    }

    @Test
    void streamsEndIfTheDatabaseIsSetBack() {
        put("a", "PASS");
        put("a", "FAIL");
        Client client = listen(2L);
        JdbcTemplate jdbc = new JdbcTemplate(source);
        jdbc.update("delete from verdict_change where id = 2");
        jdbc.update("update verdict_change_counter set newest = 1");
        streams.beat();
        await(() -> client.ended && streams.size() == 0);

        assertThat(listen(2L).events().get(0)).startsWith("event: gap\n");
    }

    @Test
    void streamsEndIfChangesWereForgottenBeforeTheyWereTold() {
        Client client = listen(null);
        put("a", "PASS");
        put("b", "PASS", NOW.plusSeconds(5));
        log.forget(NOW.plusSeconds(1));
        streams.poll();

        await(() -> client.ended);
        assertThat(client.events()).isEmpty();
    }

    private void put(String name, String verdict, Instant at) {
        byte[] bytes = new byte[0];
        Evaluated found = new Evaluated(verdict, "1", null, "", verdict + name, bytes);
        store.put(
                name,
                new Draft(new Content(bytes, "", "0".repeat(64)), Map.of(), null, found),
                Precondition.none(),
                Somebody.at(at));
    }
}
