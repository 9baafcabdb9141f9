package dev.sailplan.api.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.KnownCallers;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.store.ReceiptLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Topologies that are created, by clients that do not always get the answer. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(KnownCallers.class)
class CreationTest {

    private static final String TOPOLOGIES = "/api/v1/topologies";
    private static final String SHOP = TOPOLOGIES + "/shop";
    private static final String AS_SHOP = TOPOLOGIES + "?name=shop";
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String SOUND = read("docs/examples/multi-primary-multi-network.yaml");
    private static final String BROKEN = read("docs/examples/broken/NET001-overlapping-addresses.yaml");

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    private Service service = new Service(0);

    @BeforeEach
    void connect(@Autowired JdbcTemplate jdbc) {
        service = new Service(port);
        List.of("receipt", "topology_label", "report_piece", "document_piece", "revision", "topology")
                .forEach(table -> jdbc.update("delete from " + table));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private Answer post(String path, String document, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                .toArray(String[]::new);
        return service.post(path, document, all);
    }

    private static String tagOf(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
    }

    private static void assertReplayed(Answer again, Answer first) {
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.header(REPLAYED)).contains("true");
        assertThat(first.header(REPLAYED)).isEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(tagOf(again)).isEqualTo(tagOf(first));
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    private double validations() {
        return meters.find("sailplan.validations").tag("source", "write").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private int revisions() {
        return service.get(SHOP + "/revisions").json().path("revisions").size();
    }

    @Test
    void aTopologyIsCreatedUnderTheNameThatIsAskedFor() {
        Answer answer = post(AS_SHOP, SOUND);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).contains(SHOP);
        assertThat(tagOf(answer)).isEqualTo(tagOf(service.get(SHOP)));
        assertThat(answer.body())
                .isEqualTo(service.get(SHOP + "/validation/summary").body());
        assertThat(service.get(SHOP).body()).isEqualTo(SOUND);
    }

    @Test
    void otherwiseItHasTheNameInTheDocument() {
        assertThat(post(TOPOLOGIES, "name: cart\n").header("Location")).contains(TOPOLOGIES + "/cart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: The Shop", "description: none", "name: [a]", "name: shop-"})
    void aDocumentWithoutAUsableNameIsRefused(String document) {
        Answer answer = post(TOPOLOGIES, document);

        assertProblem(answer, 422, "invalid-document");
        JsonNode error = answer.json().path("errors").path(0);
        assertThat(error.path("pointer").asString()).isEqualTo("/name");
        assertThat(error.path("line").asInt()).isEqualTo(1);
        assertThat(post(AS_SHOP, document).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "", "a&name=b", "a%0A"})
    void aNameThatIsNoneIsRefused(String name) {
        assertProblem(post(TOPOLOGIES + "?name=" + name, SOUND), 400, "invalid-parameter");
    }

    @Test
    void creatingNeverReplaces() {
        Answer first = post(AS_SHOP, SOUND);
        Answer second = post(AS_SHOP, BROKEN);

        assertProblem(second, 409, "conflict");
        assertThat(second.json().path("detail").asString()).contains(tagOf(first));
        assertThat(service.get(SHOP).body()).isEqualTo(SOUND);
        assertThat(revisions()).isEqualTo(1);
    }

    @Test
    void whatIsDeletedCanBeCreatedAgain() {
        post(AS_SHOP, SOUND);
        service.send("DELETE", SHOP);

        assertThat(post(AS_SHOP, SOUND).json().path("revision").asInt()).isEqualTo(3);
    }

    @Test
    void whatIsExpectedOfTheTopologyHolds() {
        assertProblem(post(AS_SHOP, SOUND, "If-Match", "*"), 412, "precondition-failed");
        assertThat(post(AS_SHOP, SOUND, "If-None-Match", "*").status()).isEqualTo(201);
        assertProblem(post(AS_SHOP, SOUND, "If-None-Match", "*"), 412, "precondition-failed");
        assertProblem(post(AS_SHOP, SOUND, "If-Match", "*"), 409, "conflict");
        assertThat(revisions()).isEqualTo(1);
    }

    @Test
    void whatIsSentAgainIsAnsweredAgainAndNotDoneAgain() {
        Answer first = post(AS_SHOP, SOUND, KEY, "\"one\"");
        double validations = validations();
        Answer again = post(AS_SHOP, SOUND, KEY, "\"one\"");

        assertThat(first.status()).isEqualTo(201);
        assertReplayed(again, first);
        assertThat(validations()).isEqualTo(validations);
        assertThat(revisions()).isEqualTo(1);
    }

    @Test
    void itIsAnsweredAsItWasThenWhateverHappenedSince() {
        Answer first = post(AS_SHOP, SOUND, KEY, "\"one\"");
        service.put(SHOP, BROKEN, "Content-Type", "application/yaml");
        assertReplayed(post(AS_SHOP, SOUND, KEY, "\"one\""), first);

        service.send("DELETE", SHOP);
        assertReplayed(post(AS_SHOP, SOUND, KEY, "\"one\""), first);
        assertThat(service.get(SHOP).status()).isEqualTo(404);
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        post(AS_SHOP, SOUND, KEY, "one");

        assertProblem(post(AS_SHOP, BROKEN, KEY, "one"), 422, "idempotency-key-reused");
        assertProblem(post(TOPOLOGIES + "?name=other", SOUND, KEY, "one"), 422, "idempotency-key-reused");
        assertProblem(post(TOPOLOGIES, SOUND, KEY, "one"), 422, "idempotency-key-reused");
        assertProblem(
                service.post(AS_SHOP, SOUND, "Content-Type", "application/json", KEY, "one"),
                422,
                "idempotency-key-reused");
        assertThat(post(AS_SHOP, SOUND, KEY, "two").status()).isEqualTo(409);
    }

    @Test
    void whatWasNotDoneMayBeSentAgainAndDone() {
        post(AS_SHOP, SOUND);
        assertProblem(post(AS_SHOP, BROKEN, KEY, "one"), 409, "conflict");
        assertProblem(post(AS_SHOP, "- a", KEY, "one"), 422, "not-an-object");
        service.send("DELETE", SHOP);

        Answer done = post(AS_SHOP, BROKEN, KEY, "one");
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.header(REPLAYED)).isEmpty();
    }

    @Test
    void aKeyInQuotesIsTheKeyWithout() {
        Answer first = post(AS_SHOP, SOUND, KEY, "\"a\\\\b\"");
        assertReplayed(post(AS_SHOP, SOUND, KEY, "a\\b"), first);
        Answer longest = post(TOPOLOGIES + "?name=a", SOUND, KEY, "x".repeat(255));
        assertReplayed(post(TOPOLOGIES + "?name=a", SOUND, KEY, "\"" + "x".repeat(255) + "\""), longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a", "a\"", "a b", "\"a b\"", "\"a\";p=1", "\"a\\b\""})
    void aKeyThatIsNoneIsRefused(String key) {
        assertProblem(post(AS_SHOP, SOUND, KEY, key), 400, "bad-request");
        assertThat(service.get(SHOP).status()).isEqualTo(404);
    }

    @Test
    void aKeyIsOneAndNotTooLong() {
        assertProblem(post(AS_SHOP, SOUND, KEY, "x".repeat(256)), 400, "bad-request");
        assertProblem(post(AS_SHOP, SOUND, KEY, "a", KEY, "b"), 400, "bad-request");
        assertProblem(post(AS_SHOP, SOUND, KEY, ""), 400, "bad-request");
    }

    @Test
    void everyCallerHasKeysOfTheirOwn() {
        Answer nobodys = post(AS_SHOP, SOUND, KEY, "one");
        String cart = TOPOLOGIES + "?name=cart";
        Answer known = post(cart, SOUND, KEY, "one", KnownCallers.HEADER, "unknown");

        assertThat(known.status()).isEqualTo(201);
        assertReplayed(post(AS_SHOP, SOUND, KEY, "one"), nobodys);
        assertReplayed(post(cart, SOUND, KEY, "one", KnownCallers.HEADER, "unknown"), known);
        assertThat(post(cart, SOUND, KEY, "one", KnownCallers.HEADER, "other").status())
                .isEqualTo(409);
    }

    @Test
    void whatIsForgottenIsAConflictAndNotStoredTwice(@Autowired ReceiptLog receipts) {
        post(AS_SHOP, SOUND, KEY, "one");
        receipts.forget(Instant.now().plusSeconds(60), 1);

        assertProblem(post(AS_SHOP, SOUND, KEY, "one"), 409, "conflict");
        assertThat(revisions()).isEqualTo(1);
    }

    @Test
    void aDayOldRequestIsForgottenAndOneOfTodayIsNot(@Autowired ReceiptChore chore, @Autowired JdbcTemplate jdbc) {
        Answer old = post(AS_SHOP, SOUND, KEY, "old");
        Answer fresh = post(TOPOLOGIES + "?name=fresh", SOUND, KEY, "fresh");
        jdbc.update("update receipt set changed_at = dateadd('hour', -25, changed_at) where name = 'shop'");
        chore.run(Instant.now());

        assertThat(old.status()).isEqualTo(201);
        assertThat(post(AS_SHOP, SOUND, KEY, "old").status()).isEqualTo(409);
        assertReplayed(post(TOPOLOGIES + "?name=fresh", SOUND, KEY, "fresh"), fresh);
    }
}
