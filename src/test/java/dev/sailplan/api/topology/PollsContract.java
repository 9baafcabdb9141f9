package dev.sailplan.api.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.api.metrics.Exposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Polls of what has not changed: what they are answered, and what that costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PollsContract {

    private static final String SHOP = "/api/v1/topologies/shop";
    private static final String REPORT = SHOP + "/validation";
    private static final String SUMMARY = REPORT + "/summary";
    private static final List<String> SAID = List.of("ETag", "Cache-Control", "Vary", "Sailplan-Evaluation");

    private final Replica replica;
    private final Service service;
    private String sound = "";
    private String broken = "";

    PollsContract(String url) {
        this.replica = Replica.on(url);
        this.service = replica.service();
    }

    /** Statements that a poll may cost, at most. */
    abstract int statements();

    @BeforeAll
    void read() throws IOException {
        sound = Files.readString(Path.of("docs/examples/multi-primary-multi-network.yaml"));
        broken = Files.readString(Path.of("docs/examples/broken/NET001-overlapping-addresses.yaml"));
    }

    @AfterAll
    void stop() {
        replica.close();
    }

    @BeforeEach
    void write() {
        put(sound);
    }

    private void put(String document) {
        assertThat(service.put(SHOP, document, "Content-Type", "application/yaml")
                        .status())
                .isIn(200, 201);
    }

    private String tagOf(String path, String... headers) {
        return service.get(path, headers).header("ETag").orElseThrow();
    }

    /** What the database is asked meanwhile. */
    private static List<String> statementsOf(Runnable work) {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        try {
            work.run();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.contains("["))
                .toList();
    }

    private double rulesRun() {
        return new Exposition(service.get("/actuator/prometheus").body())
                .samples()
                .filter(line -> line.startsWith("sailplan_rule_time_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void nothingIsEvaluatedAndNoReportIsRead() {
        String report = tagOf(REPORT);
        String summary = tagOf(SUMMARY);
        double before = rulesRun();
        int polls = 20;
        List<String> statements = statementsOf(() -> {
            for (int poll = 0; poll < polls; poll++) {
                assertThat(service.get(REPORT, "If-None-Match", report).status())
                        .isEqualTo(304);
                assertThat(service.get(SUMMARY, "If-None-Match", summary).status())
                        .isEqualTo(304);
            }
        });

        assertThat(statements)
                .hasSizeLessThanOrEqualTo(2 * polls * statements())
                .allMatch(statement -> statement.contains("from topology where"))
                .noneMatch(statement -> statement.contains("summary") || statement.contains("sha256"));
        assertThat(before).isPositive();
        assertThat(rulesRun()).isEqualTo(before);
    }

    /** The test before would not see anything otherwise. */
    @Test
    void aReportThatIsSentIsRead() {
        assertThat(statementsOf(() -> service.get(REPORT)))
                .anyMatch(statement -> statement.contains("from report_piece where"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "\"other\", TAG", "TAG,\"other\"", "W/TAG", "*", "\"a, b\", TAG"})
    void whoKnowsTheReportGetsNothing(String known) {
        for (String path : List.of(REPORT, SUMMARY)) {
            String header = known.replace("TAG", tagOf(path));
            for (String method : List.of("GET", "HEAD")) {
                Answer answer = service.send(method, path, "If-None-Match", header);
                assertThat(answer.status()).as(method + path).isEqualTo(304);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "", "TAG", "\"TAG", "\"TAG-gzip\"", "\"TAG-stale\"", "\"W/TAG\""})
    void whoDoesNotKnowItGetsIt(String known) {
        for (String path : List.of(REPORT, SUMMARY)) {
            String header = known.replace("TAG", tagOf(path).replace("\"", ""));
            Answer answer = service.get(path, "If-None-Match", header);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
        }
        assertThat(service.send("HEAD", REPORT).status()).isEqualTo(200);
    }

    @Test
    void tagsMayComeInSeveralHeaders() {
        Answer answer = service.get(REPORT, "If-None-Match", "\"other\"", "If-None-Match", tagOf(REPORT));

        assertThat(answer.status()).isEqualTo(304);
    }

    @Test
    void theSameIsSaidOfAReportThatIsNotSentAgain() {
        for (String encoding : List.of("identity", "gzip")) {
            Answer sent = service.get(REPORT, "Accept-Encoding", encoding);
            Answer known = service.get(
                    REPORT,
                    "Accept-Encoding",
                    encoding,
                    "If-None-Match",
                    sent.header("ETag").orElseThrow());

            assertThat(known.status()).isEqualTo(304);
            for (String header : SAID) {
                assertThat(known.header(header))
                        .as(header)
                        .isEqualTo(sent.header(header))
                        .isPresent();
            }
        }
        assertThat(service.get(SUMMARY, "If-None-Match", "*").header("Cache-Control"))
                .contains("no-cache, private");
    }

    @Test
    void compressedAndPlainAreNotTheSame() {
        String plain = tagOf(REPORT);
        String zipped = tagOf(REPORT, "Accept-Encoding", "gzip");

        assertThat(zipped).isNotEqualTo(plain);
        assertThat(service.get(REPORT, "If-None-Match", zipped).status()).isEqualTo(200);
        assertThat(service.get(REPORT, "Accept-Encoding", "gzip", "If-None-Match", plain)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/markdown", "text/plain", "text/markdown, application/json;q=0.5"})
    void whatIsMadeForPeopleIsMadeEachTime(String accepted) {
        Answer answer = service.get(REPORT, "Accept", accepted, "If-None-Match", "*");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith(accepted.substring(0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html;q=0.1, application/json"})
    void whoTakesJsonIsToldThatNothingChanged(String accepted) {
        assertThat(service.get(REPORT, "Accept", accepted, "If-None-Match", "*").status())
                .isEqualTo(304);
    }

    @Test
    void onlyWhoAsksIsAnswered() {
        assertThat(service.send("POST", REPORT, "If-None-Match", "*").status()).isEqualTo(405);
        assertThat(service.get(REPORT + "/other", "If-None-Match", "*").status())
                .isEqualTo(404);
    }

    @Test
    void everyWriteIsSeenByTheNextPoll() {
        for (int round = 0; round < 6; round++) {
            String known = tagOf(REPORT);
            put(round % 2 == 0 ? broken : sound);
            Answer answer = service.get(REPORT, "If-None-Match", known);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("verdict").asString()).isEqualTo(round % 2 == 0 ? "FAIL" : "PASS");
        }
    }

    @Test
    void whatIsDeletedIsGoneAndComesBack() {
        String known = tagOf(REPORT);
        assertThat(service.send("DELETE", SHOP).status()).isEqualTo(204);
        for (String path : List.of(REPORT, SUMMARY)) {
            assertThat(service.get(path, "If-None-Match", known).status()).isEqualTo(404);
            assertThat(service.get(path, "If-None-Match", "*").status()).isEqualTo(404);
        }
        put(sound);

        assertThat(service.get(REPORT, "If-None-Match", known).status()).isEqualTo(304);
    }
}
