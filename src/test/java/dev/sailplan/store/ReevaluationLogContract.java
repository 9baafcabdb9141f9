package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log of re-evaluation does. */
abstract class ReevaluationLogContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = SOON.plus(JdbcReevaluationLog.PRESENCE);
    private static final Freshness TODAY = new Freshness("1", LocalDate.of(2026, 11, 20));

    private HikariDataSource source = new HikariDataSource();
    private ReevaluationLog log = Databases.logOn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        log = Databases.logOn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void anEditionThatIsAloneGoverns() {
        assertThat(log.headway("1", NOW).governs()).isFalse();
        assertThat(log.announce("1", NOW)).isTrue();
        assertThat(log.announce("1", SOON)).isTrue();
        assertThat(log.headway("1", SOON).governs()).isTrue();
    }

    @Test
    void ofTwoEditionsTheOneThatArrivedLastGoverns() {
        log.announce("2", NOW);

        assertThat(log.announce("1", SOON)).isTrue();
        assertThat(log.announce("2", SOON.plusSeconds(1))).isFalse();
        assertThat(log.announce("1", SOON.plusSeconds(2))).isTrue();
        assertThat(log.headway("2", SOON.plusSeconds(3)).governs()).isFalse();
    }

    @Test
    void anEditionThatIsGoneDoesNotGovern() {
        log.announce("old", NOW);
        log.announce("new", SOON);
        Instant still = SOON.plus(JdbcReevaluationLog.PRESENCE);
        log.announce("old", still.minusSeconds(60));

        assertThat(log.announce("old", still)).isFalse();
        assertThat(log.announce("old", still.plusSeconds(1))).isTrue();
    }

    @Test
    void anEditionThatComesBackArrivesAgain() {
        log.announce("1", NOW);
        log.announce("2", SOON);
        log.announce("2", LATER);

        assertThat(log.announce("1", LATER.plusSeconds(1))).isTrue();
        assertThat(log.announce("2", LATER.plusSeconds(2))).isFalse();
    }

    @Test
    void replicasThatAnnounceAtOnceAgree() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> all = Stream.generate(() -> (Callable<Boolean>) () -> log.announce("1", NOW))
                    .limit(16)
                    .toList();
            for (Future<Boolean> each : executor.invokeAll(all)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void headwayIsSeenByEveryReplica() {
        log.announce("1", NOW);
        assertThat(log.headway("1", NOW)).isEqualTo(new Headway(true, false, null));
        log.begin("1", NOW);
        assertThat(log.headway("1", NOW)).isEqualTo(new Headway(true, true, null));
        log.finish("1", SOON);
        assertThat(log.headway("1", SOON)).isEqualTo(new Headway(true, false, SOON));
        log.begin("1", SOON.plusSeconds(1));
        assertThat(log.headway("1", SOON.plusSeconds(1))).isEqualTo(new Headway(true, true, SOON));
        assertThat(log.headway("1", LATER.plusSeconds(60)).running())
                .as("nobody has been there for long")
                .isFalse();
    }

    @Test
    void whatCannotBeJudgedIsRemembered() {
        List.of("a", "b", "c").forEach(this::put);
        log.giveUp("c", 1, new Freshness("0", TODAY.day()));
        log.giveUp("c", 1, TODAY);
        log.giveUp("a", 1, TODAY);

        assertThat(log.isGivenUp("a", 1, TODAY)).isTrue();
        assertThat(log.isGivenUp("b", 1, TODAY)).isFalse();
        assertThat(log.isGivenUp("a", 2, TODAY)).isFalse();
        assertThat(log.isGivenUp("a", 1, new Freshness("2", TODAY.day()))).isFalse();
        assertThat(log.isGivenUp("a", 1, new Freshness("1", TODAY.day().plusDays(1))))
                .isFalse();
        assertThat(log.unjudged(TODAY, 9)).isEqualTo(new Unjudged(2, List.of("a", "c")));
        assertThat(log.unjudged(TODAY, 1)).isEqualTo(new Unjudged(2, List.of("a")));
        put("a");
        assertThat(log.unjudged(TODAY, 9).names()).as("it was written again").containsExactly("c");
        Databases.storeOn(source).delete("c", Precondition.none(), Somebody.at(NOW));
        assertThat(log.unjudged(TODAY, 9).count()).isZero();
    }

    private void put(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        String sha = Sha256.of(bytes);
        Draft draft = new Draft(
                new Content(bytes, "application/yaml", sha),
                Map.of(),
                null,
                new Evaluated("PASS", "0", null, "", sha.substring(0, 32), bytes));
        Databases.storeOn(source).put(name, draft, Precondition.none(), Somebody.at(NOW));
    }
}
