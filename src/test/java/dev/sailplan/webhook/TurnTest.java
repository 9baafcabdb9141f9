package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.store.Claim;
import dev.sailplan.store.Databases;
import dev.sailplan.store.Precondition;
import dev.sailplan.store.Somebody;
import dev.sailplan.store.Subscription;
import dev.sailplan.store.VerdictChange;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.Webhook.Attempt;
import dev.sailplan.store.Webhook.Delivery;
import dev.sailplan.store.Webhook.Pause;
import dev.sailplan.store.WebhookStore;
import dev.sailplan.webhook.Answer.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a webhook is told in its turn, with a real database and a real receiver, and a clock that stands still. */
@Timeout(120)
class TurnTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofDays(3));

    /** Writes what is needed to see what was told. */
    private static final class Format implements MessageFormat {

        @Override
        public Message change(VerdictChange change) {
            return new Message("change-" + change.id(), change.name() + " " + change.after());
        }

        @Override
        public Message gap(long after, long upTo) {
            return new Message("gap-" + upTo, "after " + after);
        }
    }

    /** Says what time it is, and keeps what it hears. */
    private static final class Watch implements DeliveryWatch {

        private final List<Result> attempts = new CopyOnWriteArrayList<>();
        private final List<String> paused = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private volatile Instant now = NOON;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void attempted(Result result) {
            attempts.add(result);
        }

        @Override
        public void paused(String webhook) {
            paused.add(webhook);
        }

        @Override
        public void failed(String webhook, Throwable why) {
            failures.add(why);
        }
    }

    @TempDir
    private Path folder = Path.of("");

    private final Watch watch = new Watch();
    private final Receiver receiver = new Receiver();
    private HikariDataSource source = new HikariDataSource();
    private WebhookStore store = Databases.webhooksIn(source);
    private Optional<Sender> sender = Optional.empty();
    private int turns;

    @BeforeEach
    void open() throws Exception {
        source = Databases.h2(folder);
        store = Databases.webhooksIn(source);
        AddressGuard guard = new AddressGuard(List.of("127.0.0.0/8"));
        sender = Optional.of(new Sender(guard, HostLookup.SYSTEM, SSLContext.getDefault(), Duration.ofSeconds(20), 4));
    }

    @AfterEach
    void close() {
        sender.ifPresent(Sender::close);
        receiver.close();
        source.close();
    }

    private Courier courier() {
        return new Courier(new Secrets("0123456789abcdef0123456789abcdef"), sender.orElseThrow());
    }

    private Turn.Terms terms() {
        return new Turn.Terms(store, Databases.changesIn(source), new Format(), courier(), PATIENCE, LEASE, watch);
    }

    private void register(String name, String url, Set<String> topologies, Set<String> verdicts) {
        store.put(
                name,
                new Subscription(url, null, topologies, verdicts),
                "secret-of-" + name,
                9,
                Somebody.at(watch.now));
    }

    private void register() {
        register("pager", receiver.url(), Set.of(), Set.of());
    }

    private void change(String name, String... verdicts) {
        for (String verdict : verdicts) {
            Databases.change(source, name, verdict, watch.now);
        }
    }

    /** Whether there was something to tell, and nothing kept it from being told now. */
    private boolean takeTurn() {
        String token = "turn " + ++turns;
        return store.claim(token, watch.now, watch.now.plus(LEASE))
                .map(webhook -> {
                    new Turn(terms(), new Claim(webhook.name(), token)).take(() -> true);
                    return true;
                })
                .orElse(false);
    }

    private Delivery delivery() {
        return store.find("pager").map(Webhook::delivery).orElseThrow();
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        while (receiver.waiting() > 0) {
            Receiver.Received received = receiver.next();
            told.add(received.id() + " " + received.body());
        }
        return told;
    }

    @Test
    void everythingIsToldInOrder() {
        change("early", "PASS");
        register();
        change("shop", "PASS", "FAIL");
        change("bank", "WARN");

        assertThat(takeTurn()).isTrue();

        assertThat(told()).containsExactly("change-2 shop PASS", "change-3 shop FAIL", "change-4 bank WARN");
        assertThat(delivery().position()).isEqualTo(4);
        assertThat(delivery().last()).isEqualTo(new Attempt(NOON, "delivered", 204));
        assertThat(takeTurn()).isFalse();
    }

    @Test
    void onlyWhatIsWantedIsTold() {
        register("pager", receiver.url(), Set.of("shop"), Set.of("FAIL", "deleted"));
        change("shop", "PASS");
        change("bank", "FAIL");
        change("shop", "FAIL", "WARN");

        takeTurn();
        assertThat(told()).containsExactly("change-3 shop FAIL");
        assertThat(delivery().position()).isEqualTo(4);

        Databases.storeOn(source).delete("shop", Precondition.none(), Somebody.at(NOON));
        takeTurn();
        assertThat(told()).containsExactly("change-5 shop null");
    }

    @Test
    void whatIsNotWantedCostsNoMessage() {
        register("pager", receiver.url(), Set.of("other"), Set.of());
        for (int number = 0; number < 150; number++) {
            change("shop", number % 2 == 0 ? "FAIL" : "PASS");
        }

        assertThat(takeTurn()).isTrue();

        assertThat(told()).isEmpty();
        assertThat(watch.attempts).isEmpty();
        assertThat(delivery().position()).isEqualTo(150);
    }

    @Test
    void nothingOvertakesWhatWasNotTaken() {
        register();
        change("shop", "PASS", "FAIL");
        receiver.reply(204).reply(500).reply(302);

        takeTurn();
        assertThat(told()).containsExactly("change-1 shop PASS", "change-2 shop FAIL");
        assertThat(delivery().position()).isEqualTo(1);
        assertThat(delivery().failures()).isEqualTo(1);
        assertThat(delivery().last()).isEqualTo(new Attempt(NOON, "rejected", 500));
        assertThat(delivery().nextAt()).isEqualTo(NOON.plusSeconds(5));

        change("bank", "WARN");
        assertThat(takeTurn()).as("it is not time yet").isFalse();
        watch.now = NOON.plusSeconds(5);
        takeTurn();
        assertThat(told()).containsExactly("change-2 shop FAIL");
        assertThat(delivery().nextAt()).isEqualTo(watch.now.plusSeconds(10));

        watch.now = NOON.plusSeconds(15);
        takeTurn();
        assertThat(told()).containsExactly("change-2 shop FAIL", "change-3 bank WARN");
        assertThat(delivery().failures()).isZero();
        assertThat(watch.attempts)
                .containsExactly(
                        Result.DELIVERED, Result.REJECTED, Result.REJECTED, Result.DELIVERED, Result.DELIVERED);
    }

    @Test
    void whatWasPassedOverIsNotReadAgainAfterAFailure() {
        register("pager", receiver.url(), Set.of("bank"), Set.of());
        change("shop", "PASS", "FAIL");
        change("bank", "FAIL");
        receiver.reply(500);

        takeTurn();

        assertThat(delivery().position()).isEqualTo(2);
    }

    @Test
    void theReceiverSaysWhenItWantsToBeTriedAgain() {
        register();
        change("shop", "PASS");
        receiver.reply(503, Map.of("Retry-After", "120"));

        takeTurn();

        assertThat(delivery().nextAt()).isEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void whoFailsForThreeDaysIsPausedAndGoesOnWhereItWas() {
        register();
        change("shop", "PASS");
        receiver.reply(500).reply(500).reply(500);
        takeTurn();
        watch.now = NOON.plus(Duration.ofDays(3)).minusSeconds(1);
        takeTurn();
        assertThat(delivery().paused()).isNull();
        watch.now = NOON.plus(Duration.ofDays(4));
        takeTurn();
        assertThat(delivery().paused()).isEqualTo(Pause.FAILING);
        assertThat(delivery().failingSince()).isEqualTo(NOON);
        assertThat(watch.paused).containsExactly("pager");

        change("shop", "FAIL");
        assertThat(takeTurn()).isFalse();
        assertThat(told()).hasSize(3);
        store.resume("pager", Somebody.at(watch.now));
        assertThat(takeTurn()).isTrue();
        assertThat(told()).containsExactly("change-1 shop PASS", "change-2 shop FAIL");
    }

    @Test
    void whoIsGoneIsPausedAtOnce() {
        register();
        change("shop", "PASS");
        receiver.reply(410);

        takeTurn();

        assertThat(delivery().paused()).isEqualTo(Pause.GONE);
        assertThat(delivery().position()).isZero();
    }

    @Test
    void whatWasForgottenIsToldAsAGap() {
        register();
        change("shop", "PASS", "FAIL");
        Databases.changesIn(source).forget(NOON.plusSeconds(1));
        takeTurn();
        assertThat(told()).containsExactly("gap-2 after 0");
        assertThat(delivery().position()).isEqualTo(2);

        change("shop", "PASS");
        watch.now = NOON.plusSeconds(9);
        change("shop", "FAIL");
        Databases.changesIn(source).forget(NOON.plusSeconds(9));
        receiver.reply(500);
        takeTurn();
        assertThat(told()).containsExactly("gap-3 after 2");
        watch.now = NOON.plusSeconds(99);
        takeTurn();
        assertThat(told()).containsExactly("gap-3 after 2", "change-4 shop FAIL");
    }

    @Test
    void whoLostItsClaimSaysNothingAnyMore() {
        register();
        change("shop", "PASS");
        store.claim("first", NOON, NOON.plus(LEASE));
        watch.now = NOON.plus(LEASE);
        assertThat(takeTurn()).as("another one takes over").isTrue();
        told();

        new Turn(terms(), new Claim("pager", "first")).take(() -> true);

        assertThat(told()).isEmpty();
    }

    @Test
    void anotherAddressIsUsedFromTheNextMessageOn() {
        register();
        change("shop", "PASS");
        receiver.reply(500);
        takeTurn();
        told();
        try (Receiver other = new Receiver()) {
            register("pager", other.url(), Set.of(), Set.of());
            takeTurn();
            assertThat(other.next().id()).isEqualTo("change-1");
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void othersGetTheirTurnBeforeAllIsTold() {
        register();
        for (int number = 0; number < 60; number++) {
            change("shop", number % 2 == 0 ? "FAIL" : "PASS");
        }

        takeTurn();

        assertThat(delivery().position()).isEqualTo(50);
        assertThat(takeTurn()).isTrue();
        assertThat(delivery().position()).isEqualTo(60);
    }

    @Test
    void oneThatIsSlowDoesNotKeepOthersWaiting() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        slow.start();
        register("a-slow", "http://127.0.0.1:" + slow.getAddress().getPort() + "/", Set.of(), Set.of());
        register();
        Dispatcher dispatcher = new Dispatcher(
                store, Databases.changesIn(source), new Format(), courier(), PATIENCE, watch, "replica", 2, LEASE);
        dispatcher.start();
        try {
            change("shop", "PASS");
            for (int told = 1; told <= 3; told++) {
                dispatchUntilSomethingIsTold(dispatcher);
                assertThat(receiver.next().id()).isEqualTo("change-" + told);
                change("shop", told % 2 == 1 ? "FAIL" : "PASS");
            }
        } finally {
            end.countDown();
            dispatcher.stop(Duration.ofSeconds(30));
            slow.stop(0);
        }
        assertThat(store.find("a-slow").orElseThrow().delivery().position())
                .as("what was being sent is sent before it ends")
                .isPositive();
        assertThat(watch.failures).isEmpty();
    }

    /** The claim before it ends a moment after the receiver has answered. */
    private void dispatchUntilSomethingIsTold(Dispatcher dispatcher) {
        Instant end = Instant.now().plusSeconds(60);
        while (receiver.waiting() == 0) {
            assertThat(Instant.now()).isBefore(end);
            dispatcher.dispatch();
        }
    }
}
