package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of topologies does. */
abstract class TopologyStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private HikariDataSource source = new HikariDataSource();
    private TopologyStore store = Databases.storeOn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        store = Databases.storeOn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Draft draft(String document) {
        return draft(document, "PASS", Map.of(), null);
    }

    private static Draft draft(String document, String verdict, Map<String, String> labels, @Nullable LocalDate day) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return new Draft(
                new Content(bytes, "application/yaml", Sha256.of(bytes)),
                labels,
                labels.get("team"),
                evaluated(verdict, "1", day, "report on " + document));
    }

    private static Evaluated evaluated(String verdict, String edition, @Nullable LocalDate day, String report) {
        byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
        return new Evaluated(verdict, edition, day, "summary of " + verdict, tagOf(bytes), bytes);
    }

    private static String tagOf(byte[] report) {
        return Sha256.of(report).substring(0, 32);
    }

    private Outcome put(String name, String document) {
        return store.put(name, draft(document), Precondition.none(), Somebody.at(NOW));
    }

    private static Entry entryOf(Outcome outcome) {
        return ((Outcome.Written) outcome).entry();
    }

    private String reportOn(String name) {
        return new String(Pieces.expand(store.report(name).orElseThrow().report()), StandardCharsets.UTF_8);
    }

    private String documentOf(String name, long revision) {
        return new String(store.document(name, revision).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsFound() {
        Entry written = entryOf(put("shop", "name: shop"));

        assertThat(store.find("shop")).contains(written);
        assertThat(written.revision()).isEqualTo(1);
        assertThat(written.changedAt()).isEqualTo(NOW);
        assertThat(written.verdict()).isEqualTo("PASS");
        assertThat(written.summary()).isEqualTo("summary of PASS");
        assertThat(documentOf("shop", 1)).isEqualTo("name: shop");
        assertThat(reportOn("shop")).isEqualTo("report on name: shop");
        assertThat(store.report("shop").orElseThrow().entry()).isEqualTo(written);
    }

    @Test
    void nothingIsFoundWhereNothingWasWritten() {
        assertThat(store.find("shop")).isEmpty();
        assertThat(store.report("shop")).isEmpty();
        assertThat(store.document("shop", 1)).isEmpty();
        assertThat(store.revisions("shop", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.list(new Listing(null, Map.of(), "", 10))).isEqualTo(new Page(List.of(), false));
    }

    @Test
    void aTopologyBelongsToItsTeamUntilItIsDeletedOrGivenAway() {
        Entry first = entryOf(store.put("shop", draftFor("red", "one"), Precondition.none(), Somebody.at(NOW)));
        assertThat(first.owner()).isEqualTo("red");

        Precondition blue = Precondition.ownedBy(Set.of("blue"));
        assertThat(store.put("shop", draftFor("blue", "two"), blue, Somebody.at(NOW)))
                .isEqualTo(new Outcome.Refused(Optional.of(first)));
        assertThat(store.delete("shop", blue, Somebody.at(NOW))).isInstanceOf(Outcome.Refused.class);

        Precondition redAndBlue = Precondition.ownedBy(Set.of("blue", "red"));
        assertThat(entryOf(store.put("shop", draftFor("blue", "two"), redAndBlue, Somebody.at(NOW)))
                        .owner())
                .isEqualTo("blue");
        assertThat(store.delete("shop", blue, Somebody.at(NOW))).isInstanceOf(Outcome.Deleted.class);
        assertThat(store.put("shop", draftFor("red", "three"), Precondition.ownedBy(Set.of()), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void whatBelongsToNobodyCanBeWrittenByAnybody() {
        put("shop", "one");

        assertThat(store.put("shop", draft("two"), Precondition.ownedBy(Set.of("red")), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Written.class);
    }

    private static Draft draftFor(String team, String document) {
        return draft(document, "PASS", Map.of("team", team), null);
    }

    @Test
    void bytesComeBackAsTheyWere() {
        byte[] bytes = new byte[3 * 1024 * 1024 + 7];
        new Random(7).nextBytes(bytes);
        Evaluated evaluated = new Evaluated("FAIL", "1", DAY, "", tagOf(bytes), bytes.clone());

        store.put(
                "large",
                new Draft(new Content(bytes, "application/json", Sha256.of(bytes)), Map.of(), null, evaluated),
                Precondition.none(),
                Somebody.at(NOW));

        Content content = store.document("large", 1).orElseThrow();
        assertThat(content.bytes()).isEqualTo(bytes);
        assertThat(content.mediaType()).isEqualTo("application/json");
        assertThat(Sha256.of(content.bytes())).isEqualTo(content.sha256());
        assertThat(Pieces.expand(store.report("large").orElseThrow().report())).isEqualTo(bytes);
        assertThat(store.find("large").orElseThrow().judgedOn()).isEqualTo(DAY);
    }

    @Test
    void everyWriteIsARevision() {
        put("shop", "one");
        put("shop", "two");
        Outcome third = put("shop", "two");

        assertThat(entryOf(third).revision()).isEqualTo(3);
        assertThat(((Outcome.Written) third).previous().map(Entry::revision)).contains(2L);
        assertThat(store.revisions("shop", Long.MAX_VALUE, 10))
                .extracting(Revision::number)
                .containsExactly(3L, 2L, 1L);
        assertThat(store.revisions("shop", 3, 1)).extracting(Revision::number).containsExactly(2L);
        assertThat(documentOf("shop", 1)).isEqualTo("one");
        assertThat(documentOf("shop", 2)).isEqualTo("two");
        assertThat(reportOn("shop")).isEqualTo("report on two");
    }

    @Test
    void aRevisionTellsWhatItWas() {
        put("shop", "one");

        assertThat(store.revisions("shop", 2, 1))
                .containsExactly(new Revision(
                        1,
                        false,
                        NOW,
                        "application/yaml",
                        Sha256.of("one".getBytes(StandardCharsets.UTF_8)),
                        3,
                        "PASS"));
    }

    @Test
    void whatIsDeletedIsGoneAndWasThere() {
        put("shop", "one");

        assertThat(store.delete("shop", Precondition.none(), Somebody.at(NOW))).isInstanceOf(Outcome.Deleted.class);

        assertThat(store.find("shop")).isEmpty();
        assertThat(store.report("shop")).isEmpty();
        assertThat(store.list(new Listing(null, Map.of(), "", 10)).entries()).isEmpty();
        assertThat(documentOf("shop", 1)).isEqualTo("one");
        assertThat(store.document("shop", 2)).isEmpty();
        assertThat(store.revisions("shop", 10, 10))
                .extracting(Revision::deleted)
                .containsExactly(true, false);
        assertThat(store.delete("shop", Precondition.none(), Somebody.at(NOW))).isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void numbersGoOnAfterADeletion() {
        put("shop", "one");
        store.delete("shop", Precondition.none(), Somebody.at(NOW));
        Outcome again = put("shop", "one");

        assertThat(entryOf(again).revision()).isEqualTo(3);
        assertThat(((Outcome.Written) again).previous()).isEmpty();
        assertThat(store.find("shop")).contains(entryOf(again));
        assertThat(reportOn("shop")).isEqualTo("report on one");
    }

    @Test
    void aWriteIsRefusedIfItsPreconditionDoesNotHold() {
        Entry first = entryOf(store.put("shop", draft("one"), Precondition.absent(), Somebody.at(NOW)));

        assertThat(store.put("shop", draft("two"), Precondition.absent(), Somebody.at(NOW)))
                .isEqualTo(new Outcome.Refused(Optional.of(first)));
        assertThat(store.put("other", draft("two"), Precondition.present(), Somebody.at(NOW)))
                .isEqualTo(new Outcome.Refused(Optional.empty()));
        assertThat(store.put("shop", draft("two"), Precondition.tagged(Set.of("2-0", first.tag())), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Written.class);
        assertThat(store.put("shop", draft("three"), Precondition.tagged(Set.of(first.tag())), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(store.delete("shop", Precondition.tagged(Set.of(first.tag())), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(store.delete("other", Precondition.present(), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(documentOf("shop", 2)).isEqualTo("two");
    }

    @Test
    void aDeletedTopologyIsAbsent() {
        put("shop", "one");
        store.delete("shop", Precondition.none(), Somebody.at(NOW));

        assertThat(store.put("shop", draft("two"), Precondition.present(), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(store.put("shop", draft("two"), Precondition.absent(), Somebody.at(NOW)))
                .isInstanceOf(Outcome.Written.class);
    }

    @Test
    void topologiesAreListedInPages() {
        List.of("a", "b", "c", "d", "e").forEach(name -> put(name, name));

        Page first = store.list(new Listing(null, Map.of(), "", 2));
        Page last = store.list(new Listing(null, Map.of(), "c", 2));

        assertThat(first.entries()).extracting(Entry::name).containsExactly("a", "b");
        assertThat(first.more()).isTrue();
        assertThat(last.entries()).extracting(Entry::name).containsExactly("d", "e");
        assertThat(last.more()).isFalse();
    }

    @Test
    void topologiesAreFoundByVerdictAndLabels() {
        store.put(
                "a",
                draft("a", "PASS", Map.of("team", "red", "stage", "live"), null),
                Precondition.none(),
                Somebody.at(NOW));
        store.put("b", draft("b", "FAIL", Map.of("team", "red"), null), Precondition.none(), Somebody.at(NOW));
        store.put(
                "c",
                draft("c", "FAIL", Map.of("team", "blue", "stage", "live"), null),
                Precondition.none(),
                Somebody.at(NOW));

        assertThat(namesOf(new Listing("FAIL", Map.of(), "", 9))).containsExactly("b", "c");
        assertThat(namesOf(new Listing(null, Map.of("team", "red"), "", 9))).containsExactly("a", "b");
        assertThat(namesOf(new Listing("FAIL", Map.of("team", "red"), "", 9))).containsExactly("b");
        assertThat(namesOf(new Listing(null, Map.of("team", "red", "stage", "live"), "", 9)))
                .containsExactly("a");
        assertThat(namesOf(new Listing(null, Map.of("team", "live"), "", 9))).isEmpty();
    }

    private List<String> namesOf(Listing listing) {
        return store.list(listing).entries().stream().map(Entry::name).toList();
    }

    @Test
    void labelsAreThoseOfTheNewestRevision() {
        store.put("a", draft("a", "PASS", Map.of("team", "red"), null), Precondition.none(), Somebody.at(NOW));
        store.put("a", draft("a", "PASS", Map.of("team", "blue"), null), Precondition.none(), Somebody.at(NOW));

        assertThat(namesOf(new Listing(null, Map.of("team", "red"), "", 9))).isEmpty();
        assertThat(namesOf(new Listing(null, Map.of("team", "blue"), "", 9))).containsExactly("a");
    }

    @Test
    void reportsOfOtherEditionsAndDaysAreStale() {
        store.put("dated", draft("a", "PASS", Map.of(), DAY), Precondition.none(), Somebody.at(NOW));
        store.put("undated", draft("b", "FAIL", Map.of(), null), Precondition.none(), Somebody.at(NOW));
        store.put("gone", draft("c", "FAIL", Map.of(), null), Precondition.none(), Somebody.at(NOW));
        store.delete("gone", Precondition.none(), Somebody.at(NOW));

        assertThat(store.stale(new Freshness("1", DAY), "", 9)).isEmpty();
        assertThat(store.stale(new Freshness("1", DAY.plusDays(1)), "", 9)).containsExactly("dated");
        assertThat(store.stale(new Freshness("2", DAY), "", 9)).containsExactly("dated", "undated");
        assertThat(store.stale(new Freshness("2", DAY), "", 1)).containsExactly("dated");
        assertThat(store.stale(new Freshness("2", DAY), "dated", 9)).containsExactly("undated");
        assertThat(store.census(new Freshness("1", DAY.plusDays(1))))
                .isEqualTo(new Census(Map.of("PASS", 1L, "FAIL", 1L), 1));
    }

    @Test
    void aReportIsReplaced() {
        Entry before = entryOf(put("shop", "one"));
        Evaluated again = evaluated("WARN", "2", DAY, "other");

        assertThat(store.replaceReport("shop", 1, again, NOW)).isTrue();

        Entry after = store.find("shop").orElseThrow();
        assertThat(after.tag()).isEqualTo(before.tag());
        assertThat(after.reportTag()).isEqualTo(again.tag()).isNotEqualTo(before.reportTag());
        assertThat(after.verdict()).isEqualTo("WARN");
        assertThat(after.summary()).isEqualTo("summary of WARN");
        assertThat(reportOn("shop")).isEqualTo("other");
        assertThat(store.stale(new Freshness("2", DAY), "", 9)).isEmpty();
    }

    @Test
    void aReportThatSaysTheSameStaysAsItIs() {
        Entry before = entryOf(put("shop", "one"));
        Evaluated same =
                new Evaluated("PASS", "2", DAY, "later", before.reportTag(), "later".getBytes(StandardCharsets.UTF_8));

        assertThat(store.replaceReport("shop", 1, same, NOW)).isTrue();

        assertThat(reportOn("shop")).isEqualTo("report on one");
        assertThat(store.find("shop").orElseThrow().edition()).isEqualTo("2");
        assertThat(store.find("shop").orElseThrow().judgedOn()).isEqualTo(DAY);
        assertThat(store.find("shop").orElseThrow().summary()).isEqualTo(before.summary());
    }

    @Test
    void aReportOnAnEarlierRevisionReplacesNothing() {
        put("shop", "one");
        put("shop", "two");
        Evaluated late = evaluated("WARN", "2", null, "late");

        assertThat(store.replaceReport("shop", 1, late, NOW)).isFalse();
        assertThat(store.replaceReport("none", 1, late, NOW)).isFalse();
        assertThat(reportOn("shop")).isEqualTo("report on two");
    }

    @Test
    void concurrentWritersOfOneNameLoseNothing() throws Exception {
        int writers = 8;
        int writes = 12;
        List<Outcome> outcomes = concurrently(writers, writer -> {
            List<Outcome> own = new ArrayList<>();
            for (int write = 0; write < writes; write++) {
                own.add(put("shop", writer + "/" + write));
            }
            return own;
        });

        assertThat(outcomes)
                .extracting(outcome -> entryOf(outcome).revision())
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, (long) writers * writes)
                        .boxed()
                        .toList());
        for (Outcome outcome : outcomes) {
            Entry entry = entryOf(outcome);
            assertThat(Sha256.of(documentOf("shop", entry.revision()).getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(entry.sha256());
        }
        assertThat(reportOn("shop")).isEqualTo("report on " + documentOf("shop", (long) writers * writes));
    }

    @Test
    void ofConcurrentWritersThatExpectOneRevisionOneSucceeds() throws Exception {
        Entry first = entryOf(put("shop", "first"));
        List<Outcome> outcomes = concurrently(
                8,
                writer -> List.of(store.put(
                        "shop",
                        draft("writer " + writer),
                        Precondition.tagged(Set.of(first.tag())),
                        Somebody.at(NOW))));

        assertThat(outcomes).filteredOn(Outcome.Written.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(7);
    }

    @Test
    void ofConcurrentCreatorsOneSucceeds() throws Exception {
        List<Outcome> outcomes = concurrently(
                8,
                writer ->
                        List.of(store.put("shop", draft("writer " + writer), Precondition.absent(), Somebody.at(NOW))));

        assertThat(outcomes).filteredOn(Outcome.Written.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.Refused.class::isInstance).hasSize(7);
    }

    @Test
    void aReaderNeverSeesAReportThatIsNotItsEntrys() throws Exception {
        put("shop", "0");
        List<Boolean> outcomes = concurrently(4, worker -> {
            List<Boolean> whole = new ArrayList<>();
            for (int round = 0; round < 50; round++) {
                if (worker == 0) {
                    put("shop", String.valueOf(round));
                } else {
                    Reported reported = store.report("shop").orElseThrow();
                    byte[] report = Pieces.expand(reported.report());
                    whole.add(Sha256.of(report).startsWith(reported.entry().reportTag()));
                }
            }
            return whole;
        });

        assertThat(outcomes).hasSize(150).containsOnly(true);
    }

    private interface Work<T> {
        List<T> of(int worker);
    }

    private static <T> List<T> concurrently(int workers, Work<T> work) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            List<Future<List<T>>> futures = IntStream.range(0, workers)
                    .mapToObj(worker -> executor.submit(() -> work.of(worker)))
                    .toList();
            List<T> all = new ArrayList<>();
            for (Future<List<T>> future : futures) {
                all.addAll(future.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    /** Names in the order of a random model, checked against a map. */
    @Test
    void anySeriesOfWritesEndsAsInAMap() {
        Random random = new Random(11);
        Map<String, String> model = new HashMap<>();
        for (int write = 0; write < 200; write++) {
            String name = "t" + random.nextInt(8);
            if (random.nextInt(4) == 0) {
                store.delete(name, Precondition.none(), Somebody.at(NOW));
                model.remove(name);
            } else {
                put(name, "write " + write);
                model.put(name, "write " + write);
            }
        }

        assertThat(namesOf(new Listing(null, Map.of(), "", 99))).containsExactlyInAnyOrderElementsOf(model.keySet());
        model.forEach((name, document) -> assertThat(
                        documentOf(name, store.find(name).orElseThrow().revision()))
                .isEqualTo(document));
    }
}
