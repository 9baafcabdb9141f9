package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.store.VerdictChange.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log of changes of verdicts does, beside the store that writes them. */
abstract class VerdictLogContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    private HikariDataSource source = new HikariDataSource();
    private TopologyStore store = Databases.storeOn(source);
    private VerdictLog log = Databases.changesIn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        store = Databases.storeOn(source);
        log = Databases.changesIn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Evaluated found(String verdict) {
        byte[] report = verdict.getBytes(StandardCharsets.UTF_8);
        return new Evaluated(verdict, "1", null, verdict, Sha256.of(report).substring(0, 32), report);
    }

    private void put(String name, String verdict, Instant at) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        Content content = new Content(bytes, "application/yaml", Sha256.of(bytes));
        store.put(name, new Draft(content, Map.of(), null, found(verdict)), Precondition.none(), Somebody.at(at));
    }

    private void put(String name, String verdict) {
        put(name, verdict, NOW);
    }

    private List<Long> ids() {
        return log.after(0, 1000).stream().map(VerdictChange::id).toList();
    }

    @Test
    void whateverChangesAVerdictIsAChange() {
        put("shop", "PASS");
        put("shop", "FAIL");
        store.replaceReport("shop", 2, found("WARN"), NOW.plusSeconds(1));
        store.delete("shop", Precondition.none(), Somebody.at(NOW.plusSeconds(2)));
        put("shop", "WARN");

        assertThat(log.after(0, 9))
                .containsExactly(
                        new VerdictChange(1, "shop", 1, null, "PASS", NOW, Cause.WRITTEN),
                        new VerdictChange(2, "shop", 2, "PASS", "FAIL", NOW, Cause.WRITTEN),
                        new VerdictChange(3, "shop", 2, "FAIL", "WARN", NOW.plusSeconds(1), Cause.JUDGED_AGAIN),
                        new VerdictChange(4, "shop", 3, "WARN", null, NOW.plusSeconds(2), Cause.DELETED),
                        new VerdictChange(5, "shop", 4, null, "WARN", NOW, Cause.WRITTEN));
        assertThat(log.newest()).isEqualTo(5);
    }

    @Test
    void whatChangesNoVerdictIsNone() {
        put("shop", "PASS");
        put("shop", "PASS");
        store.put("shop", draftOf("FAIL"), Precondition.absent(), Somebody.at(NOW));
        store.replaceReport("shop", 2, found("PASS"), NOW);
        store.replaceReport("shop", 1, found("FAIL"), NOW);
        store.delete("other", Precondition.none(), Somebody.at(NOW));

        assertThat(ids()).containsExactly(1L);
    }

    private static Draft draftOf(String verdict) {
        byte[] bytes = verdict.getBytes(StandardCharsets.UTF_8);
        return new Draft(new Content(bytes, "application/yaml", Sha256.of(bytes)), Map.of(), null, found(verdict));
    }

    @Test
    void changesAreReadInParts() {
        List.of("a", "b", "c").forEach(name -> put(name, "PASS"));

        assertThat(log.after(1, 1)).extracting(VerdictChange::name).containsExactly("b");
        assertThat(log.after(3, 1)).isEmpty();
    }

    @Test
    void nothingHasChangedAtFirst() {
        assertThat(log.newest()).isZero();
        assertThat(log.after(0, 9)).isEmpty();
    }

    @Test
    void oldChangesAreForgotten() {
        put("a", "PASS");
        put("b", "PASS", NOW.plusSeconds(1));
        put("c", "PASS", NOW.plusSeconds(2));

        log.forget(NOW.plusSeconds(1));
        assertThat(ids()).containsExactly(2L, 3L);

        log.forget(NOW.plusSeconds(9));
        assertThat(ids()).isEmpty();
        assertThat(log.newest()).isEqualTo(3);

        put("a", "FAIL");
        assertThat(ids()).containsExactly(4L);
    }

    @Test
    void nothingIsForgottenBetweenTwoThatAreKept() {
        put("a", "PASS", NOW.plusSeconds(2));
        put("b", "PASS", NOW);
        put("c", "PASS", NOW.plusSeconds(3));

        log.forget(NOW.plusSeconds(1));

        assertThat(ids()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aReaderMissesNothingThatIsWrittenConcurrently() throws Exception {
        int writers = 6;
        int writes = 30;
        List<VerdictChange> seen = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, writers)
                    .forEach(writer -> running.add(executor.submit(() -> toggle("shop-" + writer / 2, writes))));
            while (running.stream().anyMatch(future -> !future.isDone())) {
                seen.addAll(log.after(newestOf(seen), 7));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
        seen.addAll(log.after(newestOf(seen), 1000));

        assertThat(seen)
                .extracting(VerdictChange::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, log.newest()).boxed().toList());
        seen.stream()
                .collect(Collectors.groupingBy(VerdictChange::name))
                .values()
                .forEach(VerdictLogContract::assertLinked);
    }

    private void toggle(String name, int writes) {
        for (int write = 0; write < writes; write++) {
            put(name, write % 2 == 0 ? "PASS" : "FAIL");
        }
    }

    private static long newestOf(List<VerdictChange> seen) {
        return seen.isEmpty() ? 0 : seen.get(seen.size() - 1).id();
    }

    /** Each change of one topology begins where the one before it ended. */
    private static void assertLinked(List<VerdictChange> changes) {
        assertThat(changes.get(0).before()).isNull();
        for (int number = 1; number < changes.size(); number++) {
            assertThat(changes.get(number).before())
                    .isEqualTo(changes.get(number - 1).after());
            assertThat(changes.get(number).revision())
                    .isGreaterThan(changes.get(number - 1).revision());
        }
    }
}
