package dev.sailplan.api.reevaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.registry.Refresher;
import dev.sailplan.registry.Watch;
import dev.sailplan.store.Entry;
import dev.sailplan.store.ReevaluationLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Judging again what is stored, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReevaluationContract {

    private static final String REEVALUATION = "/api/v1/reevaluation";
    private static final String TOPOLOGIES = "/api/v1/topologies/";
    private static final List<String> TABLES =
            List.of("unjudged", "edition", "topology_label", "report_piece", "document_piece", "revision", "topology");

    private final String url;
    private final Replica replica;
    private final Service service;
    private final JdbcTemplate jdbc;
    private String sound = "";
    private String broken = "";

    ReevaluationContract(String url) {
        this.url = url;
        this.replica = Replica.on(url);
        this.service = replica.service();
        this.jdbc = replica.part(JdbcTemplate.class);
    }

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
    void empty() {
        TABLES.forEach(table -> jdbc.update("delete from " + table));
    }

    private void put(String name, String document) {
        Answer answer = service.put(TOPOLOGIES + name, document, "Content-Type", "application/yaml");
        assertThat(answer.status()).isIn(200, 201);
    }

    /** As an earlier version would have left it. */
    private void age(String edition) {
        jdbc.update(
                "update topology set edition = ?, verdict = 'WARN', report_tag = 'earlier', summary ="
                        + " replace(summary, 'PASS', 'WARN')",
                edition);
        jdbc.update("update report_piece set report_tag = 'earlier'");
    }

    private JsonNode progress() {
        Answer answer = service.get(REEVALUATION);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /** Goes on as long as it is told to, and remembers what it heard. */
    private static final class Listener implements Watch {

        private final List<String> heard = new ArrayList<>();
        private final BooleanSupplier goesOn;

        Listener(BooleanSupplier goesOn) {
            this.goesOn = goesOn;
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public boolean goesOn() {
            return goesOn.getAsBoolean();
        }

        @Override
        public boolean isPassing(RuntimeException failure) {
            return false;
        }

        @Override
        public void unreadable(Entry entry, String why) {
            heard.add("unreadable " + entry.name());
        }

        @Override
        public void failed(Entry entry, Throwable why) {
            heard.add("failed " + entry.name());
        }
    }

    private List<String> pass() {
        return pass(() -> true);
    }

    private List<String> pass(BooleanSupplier goesOn) {
        Listener listener = new Listener(goesOn);
        replica.part(Refresher.class).pass(listener);
        return listener.heard;
    }

    @Test
    void whatIsStaleIsServedAsItWasAndJudgedAgain() {
        put("a", sound);
        String report = service.get(TOPOLOGIES + "a/validation").body();
        age("earlier");

        Answer stale = service.get(TOPOLOGIES + "a/validation");
        assertThat(stale.header("Sailplan-Evaluation")).contains("stale");
        assertThat(stale.body()).isEqualTo(report);
        assertThat(service.get(TOPOLOGIES + "a/validation/summary")
                        .json()
                        .path("verdict")
                        .asString())
                .isEqualTo("WARN");
        assertThat(progress().path("stale").asInt()).isEqualTo(1);
        assertThat(pass()).isEmpty();

        Answer again = service.get(TOPOLOGIES + "a/validation");
        assertThat(again.header("Sailplan-Evaluation")).contains("current");
        assertThat(again.body()).isEqualTo(report);
        JsonNode summary = service.get(TOPOLOGIES + "a/validation/summary").json();
        assertThat(summary.path("verdict").asString()).isEqualTo("PASS");
        assertThat(summary.path("revision").asInt()).isEqualTo(1);
        assertThat(summary.path("stale").asBoolean(true)).isFalse();
    }

    @Test
    void aDayThatHasPassedIsJudgedAgain() {
        put("a", sound);
        jdbc.update("update topology set judged_on = date '2020-01-01'");
        assertThat(progress().path("stale").asInt()).isEqualTo(1);

        pass();

        assertThat(progress().path("stale").asInt(-1)).isZero();
    }

    @Test
    void aPassThatWasCutOffIsTakenUp() {
        List.of("a", "b", "c", "d").forEach(name -> put(name, sound));
        age("earlier");
        int[] left = {2};

        pass(() -> left[0]-- > 0);

        JsonNode half = progress();
        assertThat(half.path("stale").asInt()).isEqualTo(2);
        assertThat(half.path("running").asBoolean()).isTrue();
        assertThat(half.has("lastFinishedAt")).isFalse();
        pass();
        JsonNode done = progress();
        assertThat(done.path("stale").asInt(-1)).isZero();
        assertThat(done.path("topologies").asInt()).isEqualTo(4);
        assertThat(done.path("running").asBoolean(true)).isFalse();
        assertThat(done.path("governs").asBoolean()).isTrue();
        assertThat(Instant.parse(done.path("lastFinishedAt").asString())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void whatCannotBeJudgedStopsNothingAndIsTriedOnce() {
        List.of("a", "b", "c", "d").forEach(name -> put(name, sound));
        age("earlier");
        jdbc.update("update document_piece set content = ? where name = 'b'", (Object) new byte[] {1, 2, 3});
        jdbc.update("update revision set media_type = 'application/json' where name = 'c'");

        assertThat(pass()).containsExactly("failed b", "unreadable c");
        assertThat(pass()).isEmpty();

        JsonNode progress = progress();
        assertThat(progress.path("failed").values())
                .extracting(JsonNode::asString)
                .containsExactly("b", "c");
        assertThat(progress.path("unjudged").asInt()).isEqualTo(2);
        assertThat(progress.path("stale").asInt()).isEqualTo(2);
        assertThat(progress.path("running").asBoolean(true)).isFalse();
        put("b", sound);
        assertThat(progress().path("failed").values())
                .extracting(JsonNode::asString)
                .containsExactly("c");
    }

    @Test
    void anEditionThatDoesNotGovernLeavesEverythingAsItIs() {
        put("a", sound);
        age("later");
        ReevaluationLog log = replica.part(ReevaluationLog.class);
        pass(() -> false);
        log.announce("later", Instant.now().plusSeconds(1));

        pass();

        assertThat(progress().path("governs").asBoolean(true)).isFalse();
        assertThat(jdbc.queryForObject("select edition from topology", String.class))
                .isEqualTo("later");
    }

    @Test
    void aLaterEditionEndsAPassUnderWay() {
        List.of("a", "b", "c").forEach(name -> put(name, sound));
        age("earlier");
        ReevaluationLog log = replica.part(ReevaluationLog.class);
        int[] judged = {0};

        pass(() -> {
            if (judged[0]++ == 1) {
                log.announce("later", Instant.now().plusSeconds(1));
            }
            return true;
        });

        assertThat(progress().path("stale").asInt()).isEqualTo(2);
    }

    @Test
    void itIsDoneInTheBackground() throws InterruptedException {
        List.of("a", "b", "c").forEach(name -> put(name, sound));
        age("earlier");
        try (Replica other = working()) {
            long deadline = System.nanoTime() + 60_000_000_000L;
            Service there = other.service();
            while (!there.get(REEVALUATION).json().has("lastFinishedAt")) {
                assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
                Thread.sleep(100);
            }
            JsonNode progress = there.get(REEVALUATION).json();
            assertThat(progress.path("stale").asInt(-1)).isZero();
            assertThat(progress.path("enabled").asBoolean()).isTrue();
            assertThat(there.get(TOPOLOGIES + "b/validation").header("Sailplan-Evaluation"))
                    .contains("current");
        }
    }

    /** A replica that judges again by itself. */
    private Replica working() {
        return Replica.on(
                url,
                "sailplan.reevaluation.enabled=true",
                "sailplan.reevaluation.interval=1s",
                "sailplan.reevaluation.pause=0ms");
    }

    @Test
    void aPreviewSaysWhatWouldChange() throws InterruptedException {
        put("a", sound);
        put("b", broken);

        JsonNode same = preview("");
        assertThat(same.path("topologies").asInt()).isEqualTo(2);
        assertThat(same.path("verdicts").asInt(-1)).isZero();
        assertThat(same.path("changes").isEmpty()).isTrue();

        JsonNode lenient = preview("?severity=NET001:off");
        assertThat(lenient.path("changes").size()).isEqualTo(1);
        JsonNode change = lenient.path("changes").path(0);
        assertThat(change.path("name").asString()).isEqualTo("b");
        assertThat(change.path("revision").asInt()).isEqualTo(1);
        assertThat(change.path("before").asString()).isEqualTo("FAIL");
        assertThat(change.path("after").asString()).isNotEqualTo("FAIL");
        assertThat(change.path("resolvedRules").values())
                .extracting(JsonNode::asString)
                .containsExactly("NET001");
        assertThat(change.path("newRules").isEmpty()).isTrue();
        assertThat(service.get(TOPOLOGIES + "b/validation/summary")
                        .json()
                        .path("verdict")
                        .asString())
                .as("nothing is stored")
                .isEqualTo("FAIL");
    }

    @Test
    void aPreviewIsToldAsMarkdown() throws InterruptedException {
        put("b", broken);
        String job = job("?severity=NET001:off");
        done(job);

        assertThat(service.get(job, "Accept", "text/markdown").body())
                .startsWith("# What re-evaluation would change")
                .contains("Of 1 topologies 1 would get another verdict.", "| b | FAIL |", "| NET001 |");
        assertThat(service.send("DELETE", job).status()).isEqualTo(204);
        assertThat(service.get(job).status()).isEqualTo(404);
    }

    @Test
    void aPreviewNamesWhatCannotBeJudged() throws InterruptedException {
        put("a", sound);
        jdbc.update("update document_piece set content = ?", (Object) new byte[] {1, 2, 3});

        assertThat(preview("").path("failed").values())
                .extracting(JsonNode::asString)
                .containsExactly("a");
    }

    @Test
    void aPreviewByAnUnknownProfileIsRefused() {
        Answer answer = service.post(REEVALUATION + "/previews?profile=none", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
    }

    private String job(String query) {
        Answer accepted = service.post(REEVALUATION + "/previews" + query, "".getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.status()).isEqualTo(202);
        return accepted.header("Location").orElseThrow();
    }

    private JsonNode preview(String query) throws InterruptedException {
        return done(job(query));
    }

    private JsonNode done(String job) throws InterruptedException {
        while (true) {
            JsonNode answer = service.get(job).json();
            if (answer.has("result")) {
                return answer.path("result");
            }
            assertThat(answer.path("state").asString()).isIn("queued", "running");
            Thread.sleep(20);
        }
    }
}
