package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Pause;
import dev.sailplan.store.Webhook.SecretIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of webhooks does. */
abstract class WebhookStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Attempt REJECTED = new Attempt(SOON, "rejected", 500);
    private static final Subscription PAGER = to("https://example.com/pager");
    private static final Claim MINE = new Claim("pager", "mine");
    private static final int MANY = 1000;

    private HikariDataSource source = new HikariDataSource();
    private WebhookStore store = Databases.webhooksIn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        store = Databases.webhooksIn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Subscription to(String url) {
        return new Subscription(url, null, Set.of(), Set.of());
    }

    private Webhook put(String name, Subscription subscription, String secret) {
        return store.put(name, subscription, secret, MANY, Somebody.at(NOW))
                .orElseThrow()
                .webhook();
    }

    private void change(String verdict) {
        Databases.change(source, "shop", verdict, NOW);
    }

    /** A webhook that is claimed, and has one change to be told. */
    private Webhook claimed() {
        put("pager", PAGER, "one");
        change("FAIL");
        return store.claim(MINE.token(), NOW, SOON).orElseThrow();
    }

    private Webhook found() {
        return store.find("pager").orElseThrow();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Subscription all = new Subscription(
                "https://example.com/pager", "who is on call", Set.of("shop", "bank"), Set.of("FAIL", "deleted"));

        assertThat(store.put("pager", all, "one", MANY, Somebody.at(NOW)))
                .hasValueSatisfying(written -> assertThat(written.created()).isTrue());
        assertThat(found().subscription()).isEqualTo(all);
        assertThat(found().createdAt()).isEqualTo(NOW);
        assertThat(found().secrets()).isEqualTo(new SecretIds("one", null, null));
        put("desk", PAGER, "two");
        assertThat(store.list()).extracting(Webhook::name).containsExactly("desk", "pager");
        assertThat(store.list()).contains(found());
        assertThat(store.find("other")).isEmpty();
    }

    @Test
    void aNewOneBeginsAfterTheNewestChange() {
        change("PASS");
        change("FAIL");

        assertThat(put("pager", PAGER, "one").delivery().position()).isEqualTo(2);
    }

    @Test
    void aSecondWriteReplacesWhatIsToldAndKeepsTheRest() {
        Webhook first = put("pager", PAGER, "one");
        change("PASS");
        Subscription less = new Subscription(PAGER.url(), "less", Set.of("shop"), Set.of());

        assertThat(store.put("pager", less, "two", 0, Somebody.at(SOON))).hasValueSatisfying(written -> {
            assertThat(written.created()).isFalse();
            assertThat(written.webhook().subscription()).isEqualTo(less);
            assertThat(written.webhook().createdAt()).isEqualTo(NOW);
            assertThat(written.webhook().changedAt()).isEqualTo(SOON);
            assertThat(written.webhook().secrets()).isEqualTo(first.secrets());
            assertThat(written.webhook().delivery()).isEqualTo(first.delivery());
        });
    }

    @Test
    void thereAreNoMoreThanMayBe() {
        assertThat(store.put("a", PAGER, "one", 2, Somebody.at(NOW))).isPresent();
        assertThat(store.put("b", PAGER, "two", 2, Somebody.at(NOW))).isPresent();
        assertThat(store.put("c", PAGER, "three", 2, Somebody.at(NOW))).isEmpty();
        assertThat(store.put("a", PAGER, "four", 2, Somebody.at(NOW))).isPresent();
        assertThat(store.list()).hasSize(2);
    }

    @Test
    void aSecretIsFollowedByAnother() {
        put("pager", PAGER, "one");

        assertThat(store.rotate("pager", "two", SOON, Somebody.at(NOW))
                        .orElseThrow()
                        .secrets())
                .isEqualTo(new SecretIds("two", "one", SOON));
        assertThat(store.rotate("pager", "three", LATER, Somebody.at(NOW))
                        .orElseThrow()
                        .secrets())
                .isEqualTo(new SecretIds("three", "two", LATER));
        assertThat(store.rotate("other", "four", LATER, Somebody.at(NOW))).isEmpty();
    }

    @Test
    void onlyWhatHasSomethingToBeToldIsClaimed() {
        put("pager", PAGER, "one");

        assertThat(store.claim("mine", NOW, SOON)).isEmpty();
        change("PASS");
        assertThat(store.claim("mine", NOW, SOON)).contains(found());
    }

    @Test
    void ofManyOneClaims() throws Exception {
        put("pager", PAGER, "one");
        change("PASS");
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Optional<Webhook>>> all = IntStream.range(0, 16)
                    .mapToObj(number -> (Callable<Optional<Webhook>>) () -> store.claim("of-" + number, NOW, SOON))
                    .toList();
            List<Webhook> claimed = new ArrayList<>();
            for (Future<Optional<Webhook>> each : executor.invokeAll(all)) {
                each.get().ifPresent(claimed::add);
            }
            assertThat(claimed).hasSize(1);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void theOneThatHasWaitedLongestIsNext() {
        put("a", PAGER, "one");
        put("b", PAGER, "two");
        change("PASS");

        assertThat(store.claim("first", NOW, SOON)).map(Webhook::name).contains("a");
        store.release(new Claim("a", "first"), NOW.plusSeconds(1));
        assertThat(store.claim("second", SOON, LATER)).map(Webhook::name).contains("b");
        assertThat(store.claim("third", SOON, LATER)).map(Webhook::name).contains("a");
        assertThat(store.claim("fourth", SOON, LATER)).isEmpty();
    }

    @Test
    void aClaimThatIsNotProlongedCanBeTaken() {
        claimed();

        assertThat(store.claim("other", SOON.minusMillis(1), LATER)).isEmpty();
        assertThat(store.prolong(MINE, SOON.plusSeconds(1))).contains(found());
        assertThat(store.claim("other", SOON, LATER)).isEmpty();
        assertThat(store.claim("other", SOON.plusSeconds(1), LATER)).isPresent();
    }

    @Test
    void whoLostTheClaimCannotSayAnythingAnyMore() {
        claimed();
        store.claim("other", SOON, LATER);
        Webhook before = found();

        assertThat(store.prolong(MINE, LATER)).isEmpty();
        assertThat(store.pass(MINE, 1)).isFalse();
        assertThat(store.succeed(MINE, 1, REJECTED)).isFalse();
        store.fail(MINE, 1, REJECTED, LATER, Pause.GONE);
        store.release(MINE, NOW);
        assertThat(found()).isEqualTo(before);
        assertThat(store.prolong(new Claim("pager", "other"), LATER)).isPresent();
    }

    @Test
    void whoHoldsTheClaimMovesOn() {
        Webhook claimed = claimed();
        assertThat(claimed.delivery().position()).isZero();

        assertThat(store.pass(MINE, 1)).isTrue();
        assertThat(found().delivery().position()).isEqualTo(1);
        assertThat(found().delivery().last()).isNull();
        Attempt delivered = new Attempt(SOON, "delivered", 204);
        assertThat(store.succeed(MINE, 2, delivered)).isTrue();
        assertThat(found().delivery().position()).isEqualTo(2);
        assertThat(found().delivery().last()).isEqualTo(delivered);
    }

    @Test
    void whatFailedWaitsAndIsToldAgain() {
        claimed();
        store.fail(MINE, 0, REJECTED, LATER, null);

        assertThat(found().delivery().failures()).isEqualTo(1);
        assertThat(found().delivery().failingSince()).isEqualTo(SOON);
        assertThat(found().delivery().last()).isEqualTo(REJECTED);
        assertThat(store.claim("again", LATER.minusMillis(1), LATER)).isEmpty();
        assertThat(store.claim("again", LATER, LATER.plusSeconds(60))).isPresent();
        Claim again = new Claim("pager", "again");
        store.fail(again, 0, new Attempt(LATER, "timeout", null), LATER.plusSeconds(1), null);
        assertThat(found().delivery().failures()).isEqualTo(2);
        assertThat(found().delivery().failingSince()).isEqualTo(SOON);

        store.claim("third", LATER.plusSeconds(1), LATER.plusSeconds(60));
        store.succeed(new Claim("pager", "third"), 1, new Attempt(LATER, "delivered", 200));
        assertThat(found().delivery().failures()).isZero();
        assertThat(found().delivery().failingSince()).isNull();
    }

    @Test
    void whatIsPausedIsNotClaimedUntilItIsResumed() {
        claimed();
        store.fail(MINE, 0, REJECTED, NOW, Pause.GONE);

        assertThat(found().delivery().paused()).isEqualTo(Pause.GONE);
        assertThat(store.claim("again", LATER, LATER.plusSeconds(60))).isEmpty();
        assertThat(store.resume("pager", Somebody.at(SOON))
                        .orElseThrow()
                        .delivery()
                        .paused())
                .isNull();
        assertThat(found().delivery().failures()).isZero();
        assertThat(store.claim("again", SOON, LATER)).isPresent();
        assertThat(store.resume("other", Somebody.at(SOON))).isEmpty();
    }

    @Test
    void anotherAddressForgetsWhatFailedAndWhoIsAtIt() {
        claimed();
        store.fail(MINE, 0, REJECTED, LATER, Pause.FAILING);
        store.resume("pager", Somebody.at(NOW));
        store.claim("again", NOW, LATER);

        put("pager", to("https://example.com/other"), "two");

        assertThat(found().delivery().failures()).isZero();
        assertThat(store.prolong(new Claim("pager", "again"), LATER)).isEmpty();
        assertThat(store.claim("third", NOW, LATER)).isPresent();
        store.fail(new Claim("pager", "third"), 0, REJECTED, LATER, Pause.FAILING);
        put("pager", PAGER, "three");
        assertThat(found().delivery().paused()).isNull();
        assertThat(found().delivery().nextAt()).isEqualTo(NOW);
    }

    @Test
    void oneThatIsDeletedIsGoneAndLeavesNothingToTheNextOfItsName() {
        claimed();

        assertThat(store.delete("pager", Somebody.at(NOW))).isTrue();
        assertThat(store.delete("pager", Somebody.at(NOW))).isFalse();
        assertThat(store.prolong(MINE, LATER)).isEmpty();
        put("pager", PAGER, "two");
        assertThat(store.succeed(MINE, 7, REJECTED)).isFalse();
        assertThat(found().delivery().position()).isEqualTo(1);
        assertThat(found().secrets().current()).isEqualTo("two");
    }

    @Test
    void everyChangeIsInTheAuditLogAndNothingElseIs() {
        store.put("pager", PAGER, "one", 1, Somebody.at(NOW));
        store.put("other", PAGER, "one", 1, Somebody.at(NOW));
        store.rotate("pager", "two", LATER, Somebody.at(NOW.plusSeconds(1)));
        store.rotate("other", "two", LATER, Somebody.at(NOW.plusSeconds(1)));
        store.resume("pager", Somebody.at(NOW.plusSeconds(2)));
        store.resume("other", Somebody.at(NOW.plusSeconds(2)));
        store.delete("pager", Somebody.at(NOW.plusSeconds(3)));
        store.delete("pager", Somebody.at(NOW.plusSeconds(4)));

        assertThat(Databases.auditIn(source).entries(Optional.empty(), 9))
                .extracting(entry -> entry.action() + " " + entry.target())
                .containsExactly(
                        "DELETE_WEBHOOK webhook/pager",
                        "RESUME_WEBHOOK webhook/pager",
                        "ROTATE_WEBHOOK webhook/pager",
                        "PUT_WEBHOOK webhook/pager");
    }
}
