package dev.sailplan.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.webhook.HostLookup;
import dev.sailplan.webhook.Receiver;
import dev.sailplan.webhook.Receiver.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Webhooks from both ends: who registers them, and who is told. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sailplan.webhooks.key=a-key-for-tests-of-more-than-32-characters",
            "sailplan.webhooks.allowed-networks=127.0.0.0/8",
            "sailplan.webhooks.most=3",
            "sailplan.webhooks.poll=50ms",
            "sailplan.webhooks.retry-first=50ms",
            "sailplan.webhooks.retry-longest=250ms"
        })
@Timeout(180)
class WebhooksTest {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String PAGER = WEBHOOKS + "/pager";
    private static final String SOUND = "docs/examples/multi-primary-multi-network.yaml";
    private static final String BROKEN = "docs/examples/broken/NET001-overlapping-addresses.yaml";
    private static final String FAR = "1.1.1.1";

    /** Where {@code moving.example.com} is. */
    private static final AtomicReference<String> MOVING = new AtomicReference<>(FAR);

    /** One name is where a test says, as if its owner had changed it. */
    @TestConfiguration
    static class Names {

        @Bean
        @Primary
        HostLookup movingHostLookup() {
            return host -> host.equals("moving.example.com")
                    ? List.of(InetAddress.getByName(MOVING.get()))
                    : HostLookup.SYSTEM.addressesOf(host);
        }
    }

    @LocalServerPort
    private int port;

    private Receiver receiver = new Receiver();
    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    @AfterEach
    void leaveNothing() {
        service.get(WEBHOOKS)
                .json()
                .path("webhooks")
                .forEach(webhook -> service.send(
                        "DELETE", WEBHOOKS + "/" + webhook.path("name").asString()));
        receiver.close();
    }

    private Answer put(String name, String body) {
        return service.put(WEBHOOKS + "/" + name, body, "Content-Type", "application/yaml");
    }

    private Answer register() {
        Answer answer = put("pager", "url: " + receiver.url());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private Answer post(String path) {
        return service.send("POST", path);
    }

    private static String secretIn(Answer answer) {
        return answer.json().path("secret").asString();
    }

    private void change(String name, String... files) throws IOException {
        for (String file : files) {
            Answer answer = service.put(
                    "/api/v1/topologies/" + name, Files.readString(Path.of(file)), "Content-Type", "application/yaml");
            assertThat(answer.status()).isBetween(200, 201);
        }
    }

    private void delete(String name) {
        assertThat(service.send("DELETE", "/api/v1/topologies/" + name).status())
                .isEqualTo(204);
    }

    /** The state of delivery once it is as expected. */
    private JsonNode delivery(Predicate<JsonNode> expected) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        JsonNode delivery = service.get(PAGER).json().path("delivery");
        while (!expected.test(delivery)) {
            assertThat(Instant.now()).as("still %s", delivery).isBefore(end);
            delivery = service.get(PAGER).json().path("delivery");
        }
        return delivery;
    }

    @Test
    void oneIsCreatedReadReplacedAndDeleted() {
        Answer created = put(
                "pager",
                "{url: '%s', description: on call, topologies: [shop, bank, shop], verdicts: [deleted, FAIL]}"
                        .formatted(receiver.url()));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains(PAGER);
        assertThat(created.header("Cache-Control")).contains("no-store");
        assertThat(secretIn(created)).matches("whsec_[A-Za-z0-9+/]{43}=");
        Answer read = service.get(PAGER);
        assertThat(read.header("Cache-Control")).contains("no-store");
        assertThat(read.json().path("topologies").toString()).isEqualTo("[\"bank\",\"shop\"]");
        assertThat(read.json().path("verdicts").toString()).isEqualTo("[\"FAIL\",\"deleted\"]");
        assertThat(read.json().path("description").asString()).isEqualTo("on call");
        assertThat(read.json().path("delivery").propertyNames()).containsExactly("position", "behind", "failures");
        assertThat(read.json().has("secret")).isFalse();

        Answer replaced =
                service.put(PAGER, "{\"url\": \"%s\"}".formatted(receiver.url()), "Content-Type", "application/json");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().propertyNames()).doesNotContain("secret", "topologies", "verdicts", "description");
        assertThat(service.get(WEBHOOKS).json().path("webhooks").values())
                .singleElement()
                .isEqualTo(replaced.json());

        assertThat(service.send("DELETE", PAGER).status()).isEqualTo(204);
        assertThat(service.get(PAGER).status()).isEqualTo(404);
        assertThat(service.send("DELETE", PAGER).status()).isEqualTo(404);
        for (String call : List.of("/pings", "/secrets", "/resumptions")) {
            assertThat(post(PAGER + call).status()).isEqualTo(404);
        }
    }

    @Test
    void oneThatIsCreatedAgainHasAnotherSecret() {
        String first = secretIn(register());
        service.send("DELETE", PAGER);

        assertThat(secretIn(register())).isNotEqualTo(first);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer = put("pager", """
                url: http://user@example.com
                topologies: [Shop, bank]
                verdicts: [PASS, BAD]
                colour: red
                description: %s
                """.formatted("a".repeat(1001)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-document");
        List<String> pointers = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asString()));
        assertThat(pointers).containsExactly("/url", "/topologies/0", "/verdicts/1", "/colour", "/description");
        assertThat(service.get(PAGER).status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeRegisteredIsRefusedWithTheReason() {
        Map<String, String> refused = Map.of(
                "{}", "The field url is missing; add it.",
                "url: 5", "quote it",
                "url: https://192.168.0.1/", "not public",
                "url: http://192.168.0.1/", "not in sailplan.webhooks.allowed-networks",
                "{url: 'https://example.com', topologies: []}", "leave topologies out",
                "{url: 'https://example.com', verdicts: []}", "leave verdicts out");
        refused.forEach((body, words) -> {
            Answer answer = put("pager", body);
            assertThat(answer.status()).as(body).isEqualTo(422);
            assertThat(answer.json().path("errors").values()).as(body).hasSize(1);
            assertThat(answer.body()).contains(words);
        });
        assertThat(put("pager", "- url").json().path("type").asString()).isEqualTo("/problems/not-an-object");
        assertThat(put("Pager", "url: https://example.com").json().path("type").asString())
                .isEqualTo("/problems/invalid-parameter");
        assertThat(put("pager", "{url: 'https://example.com', topologies: [%s]}".formatted("a, ".repeat(100) + "a"))
                        .body())
                .contains("1 to 100 names");
    }

    @Test
    void thereAreNoMoreThanAreAllowed() {
        for (String name : List.of("a", "b", "c")) {
            assertThat(put(name, "url: " + receiver.url()).status()).isEqualTo(201);
        }

        Answer answer = put("d", "url: " + receiver.url());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/too-many-webhooks");
        assertThat(put("c", "url: " + receiver.url()).status()).isEqualTo(200);
    }

    @Test
    void changesAreToldInOrderAndSigned() throws Exception {
        String secret = secretIn(register());
        change("ordered", SOUND, BROKEN);
        delete("ordered");

        Received first = receiver.next();
        Received second = receiver.next();
        Received third = receiver.next();

        assertThat(first.json().path("type").asString()).isEqualTo("verdict-change");
        assertThat(first.json().path("topology").path("name").asString()).isEqualTo("ordered");
        assertThat(first.json().path("topology").path("before").isNull()).isTrue();
        assertThat(first.json().path("topology").path("after").asString()).isEqualTo("PASS");
        assertThat(second.json().path("topology").path("after").asString()).isEqualTo("FAIL");
        assertThat(third.json().path("topology").path("cause").asString()).isEqualTo("deleted");
        long id = first.json().path("id").asLong();
        assertThat(List.of(first.id(), second.id(), third.id()))
                .containsExactly("change-" + id, "change-" + (id + 1), "change-" + (id + 2));
        for (Received each : List.of(first, second, third)) {
            assertThat(Signatures.verify(each, secret)).isTrue();
            assertThat(Signatures.verify(each, secret.replace("whsec_", "whsec_AAAA")))
                    .isFalse();
        }
        JsonNode delivery = delivery(state -> state.path("position").asLong() == id + 2);
        assertThat(delivery.path("lastResult").asString()).isEqualTo("delivered");
        assertThat(delivery.path("lastStatus").asInt()).isEqualTo(204);
        assertThat(delivery.path("behind").asLong()).isZero();
    }

    @Test
    void whatIsNotTakenIsToldAgainBeforeAnythingElse() throws Exception {
        receiver.reply(500).reply(307, Map.of("Location", "/elsewhere"));
        register();
        change("stubborn", SOUND, BROKEN);

        Received first = receiver.next();
        Received again = receiver.next();
        Received taken = receiver.next();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.path()).isEqualTo("/hook");
        assertThat(taken.id()).isEqualTo(first.id());
        assertThat(taken.path()).isEqualTo("/hook");
        assertThat(taken.body()).isEqualTo(first.body());
        assertThat(receiver.next().json().path("topology").path("after").asString())
                .isEqualTo("FAIL");
        delete("stubborn");
    }

    @Test
    void whoIsGoneIsPausedAndCanBeResumed() throws Exception {
        receiver.reply(410);
        register();
        change("gone", SOUND);

        JsonNode paused = delivery(state -> state.has("paused"));
        assertThat(paused.path("paused").asString()).isEqualTo("gone");
        assertThat(paused.path("lastStatus").asInt()).isEqualTo(410);
        assertThat(paused.path("behind").asLong()).isEqualTo(1);
        assertThat(paused.has("nextAt")).isFalse();
        Received first = receiver.next();

        assertThat(post(PAGER + "/resumptions").json().path("delivery").has("paused"))
                .isFalse();
        assertThat(receiver.next().id()).isEqualTo(first.id());
        delete("gone");
    }

    @Test
    void aNewSecretSignsBesideTheOneBefore() throws Exception {
        String former = secretIn(register());
        Answer rotated = post(PAGER + "/secrets");
        String current = secretIn(rotated);

        assertThat(rotated.header("Cache-Control")).contains("no-store");
        assertThat(current).isNotEqualTo(former);
        assertThat(service.get(PAGER).json().has("formerSecretUntil")).isTrue();
        post(PAGER + "/pings");
        Received ping = receiver.next();
        assertThat(Signatures.verify(ping, current)).isTrue();
        assertThat(Signatures.verify(ping, former)).isTrue();

        post(PAGER + "/secrets");
        post(PAGER + "/pings");
        assertThat(Signatures.verify(receiver.next(), former))
                .as("only one secret before is known")
                .isFalse();
    }

    @Test
    void aPingSaysWhatCameBack() throws Exception {
        String secret = secretIn(register());
        receiver.reply(418);

        Answer refused = post(PAGER + "/pings");
        Answer delivered = post(PAGER + "/pings");

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.json().path("result").asString()).isEqualTo("rejected");
        assertThat(refused.json().path("status").asInt()).isEqualTo(418);
        assertThat(delivered.json().path("result").asString()).isEqualTo("delivered");
        Received ping = receiver.next();
        assertThat(ping.body()).isEqualTo("{\"type\":\"ping\"}");
        assertThat(ping.id()).isEqualTo(refused.json().path("id").asString());
        assertThat(Signatures.verify(ping, secret)).isTrue();
        assertThat(service.get(PAGER).json().path("delivery").has("lastAt")).isFalse();
    }

    @Test
    void aNameThatMovesToAForbiddenAddressIsNotCalled() {
        MOVING.set(FAR);
        assertThat(put("pager", "url: https://moving.example.com:" + receiver.port() + "/hook")
                        .status())
                .isEqualTo(201);
        MOVING.set("192.168.7.7");
        assertThat(post(PAGER + "/pings").json().path("result").asString()).isEqualTo("forbidden");
        assertThat(put("pager", "url: https://moving.example.com/other").body()).contains("not public");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void attemptsAndStatesAreCounted() throws Exception {
        receiver.reply(500);
        register();
        change("counted", SOUND);
        receiver.next();
        receiver.next();
        delivery(state -> state.path("failures").asInt() == 0);

        String metrics = service.get("/actuator/prometheus").body();

        assertThat(metrics)
                .containsPattern("sailplan_webhook_deliveries_total\\{result=\"rejected\"} [1-9]")
                .containsPattern("sailplan_webhook_deliveries_total\\{result=\"delivered\"} [1-9]")
                .contains("sailplan_webhooks{state=\"failing\"}", "sailplan_webhooks_behind ");
        delete("counted");
    }
}
