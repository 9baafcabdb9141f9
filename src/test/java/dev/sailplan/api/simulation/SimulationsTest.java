package dev.sailplan.api.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.api.job.JobAnswer;
import dev.sailplan.api.job.JobDesk;
import dev.sailplan.api.job.Jobs;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.report.failure.SimulationReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Simulations over HTTP, at once and as jobs. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sailplan.limits.jobs=1", "sailplan.limits.simulation=3"})
class SimulationsTest {

    private static final String SIMULATIONS = "/api/v1/simulations";

    /** Two calls with one way each, north to south; the limit is three. */
    private static final String TOPOLOGY = """
            topology:
              name: shop
              asOf: 2026-11-20
              networks: [{name: vpc}]
              meshes: [{name: books}]
              clusters:
                - {name: north, mesh: books, network: vpc, region: r1, zones: [n1], dnsProxy: true}
                - {name: south, mesh: books, network: vpc, region: r2, zones: [s1, s2], dnsProxy: true}
              controlPlanes:
                - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                - {name: istiod-south, cluster: south, remoteSecrets: []}
              services:
                - {name: db, namespace: stock, workloads: [{cluster: south, zone: s1, replicas: 2}, {cluster: south, zone: s2}]}
              traffic: [{from: {cluster: north}, to: {service: stock/db}}]
            """;

    private static final String SECOND_SERVICE =
            "    - {name: web, namespace: shop, workloads: [{cluster: north}, {cluster: south}]}\n";

    @LocalServerPort
    private int port;

    @Autowired
    private Jobs jobs;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer post(String yaml, String... headers) {
        return service.post(
                SIMULATIONS,
                yaml,
                Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private JsonNode simulate(String question) {
        Answer answer = post(TOPOLOGY + question);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        return answer.json();
    }

    private static String header(Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("none");
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(answer.body()).doesNotContain("Exception", "java.", "dev.sailplan");
    }

    @Test
    void aNamedFailureIsAnsweredWithWhatItDoesAndWhy() {
        JsonNode report = simulate("failures: [{kind: cluster, name: south}]\n");

        assertThat(report.path("topology").asString()).isEqualTo("shop");
        assertThat(report.path("asOf").asString()).isEqualTo("2026-11-20");
        assertThat(report.path("units").path("zone").asInt()).isEqualTo(3);
        assertThat(report.has("together")).isFalse();
        assertThat(report.has("cutSets")).isFalse();
        assertThat(report.at("/failures/0/failed").toString()).isEqualTo("[{\"kind\":\"cluster\",\"name\":\"south\"}]");
        assertThat(report.at("/failures/0/counts").toString())
                .isEqualTo("{\"lost\":1,\"failedOver\":0,\"degraded\":0,\"frozen\":0,\"takenOver\":0}");
        assertThat(report.at("/failures/0/lost/0").toString())
                .isEqualTo("{\"service\":\"stock/db\",\"consumers\":[{\"cluster\":\"north\",\"remaining\":0,\"of\":3,"
                        + "\"reasons\":[\"element-failed\"]}],\"omittedConsumers\":0}");
    }

    @Test
    void severalFailuresAreAnsweredEachAloneInTheirOrderAndTogether() {
        JsonNode report = simulate("failures: [{kind: zone, name: s2}, {kind: controlPlane, name: istiod-north},"
                + " {kind: zone, name: s1}, {kind: zone, name: s2}, {kind: zone, name: n1}]\n");

        assertThat(report.path("failures")
                        .valueStream()
                        .map(each -> each.at("/failed/0/name").asString()))
                .containsExactly("s2", "istiod-north", "s1", "n1");
        assertThat(report.path("harmless").asInt()).isEqualTo(1);
        assertThat(report.at("/together/failed").size()).isEqualTo(4);
        assertThat(report.at("/together/counts/lost").asInt()).isEqualTo(1);
        assertThat(report.at("/together/lost/0/consumers").isEmpty())
                .as("the consumer is down too")
                .isTrue();
        assertThat(report.at("/failures/1/frozen/0/controlPlane").asString()).isEqualTo("istiod-north");
    }

    @Test
    void everySingleFailureIsAnsweredWorstFirstAndTheHarmlessOnesAreCounted() {
        JsonNode report = simulate("upTo: 1\n");

        assertThat(report.path("failures")
                        .valueStream()
                        .map(each -> each.at("/failed/0/name").asString()))
                .containsExactly("r2", "south", "s1", "s2", "istiod-north", "istiod-south", "north", "south");
        assertThat(report.path("harmless").asInt()).isEqualTo(4);
        assertThat(report.has("cutSets")).isFalse();
    }

    @Test
    void pairsAreAnsweredAsSmallestSets() {
        JsonNode report = simulate("upTo: 2\n");

        assertThat(report.at("/cutSets/sets")
                        .valueStream()
                        .map(set -> set.path("failures").findValuesAsString("name")))
                .containsExactly(List.of("r2"), List.of("south"), List.of("s1", "s2"));
        assertThat(report.at("/cutSets/sets/2/services").toString()).isEqualTo("[\"stock/db\"]");
        assertThat(report.at("/cutSets/omitted").asInt()).isZero();
        assertThat(report.at("/cutSets/uncounted").asBoolean()).isFalse();
    }

    @Test
    void jsonAndZippedBodiesGetTheSameAnswer() throws IOException {
        String yaml = TOPOLOGY + "upTo: 2\n";
        String expected = post(yaml).body();
        String json = JsonMapper.shared().writeValueAsString(new YAMLMapper().readTree(yaml));
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        String[] headers = {"Content-Type", "application/json", "Content-Encoding", "gzip"};

        assertThat(service.post(SIMULATIONS, json, "Content-Type", "application/json")
                        .body())
                .isEqualTo(expected);
        assertThat(service.post(SIMULATIONS, zipped.toByteArray(), headers).body())
                .isEqualTo(expected);
    }

    @Test
    void markdownIsWrittenOnRequest() {
        Answer answer = post(TOPOLOGY + "upTo: 2\n", "Accept", "text/markdown");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("text/markdown");
        assertThat(answer.body())
                .startsWith("# Failures of shop\n")
                .contains("| cluster south | 1 | 0 | 0 | 0 | 0 |", "- stock/db is lost for north.")
                .contains("| zone s1 and zone s2 | 1 | stock/db |");
    }

    @Test
    void aJobIsAcceptedIfThatIsPreferredAndTellsWhatTheAnswerWouldHaveBeen() throws InterruptedException {
        Answer accepted = post(TOPOLOGY + "upTo: 1\n", "Prefer", "wait=5, respond-async");

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");
        assertThat(header(accepted, "Retry-After")).isEqualTo("1");
        assertThat(header(accepted, "Location"))
                .isEqualTo(SIMULATIONS + "/" + accepted.json().path("id").asString());
        JsonNode job = done(header(accepted, "Location"));
        assertThat(job.path("progress").asDouble()).isEqualTo(1);
        assertThat(job.path("result")).isEqualTo(simulate("upTo: 1\n"));
    }

    private JsonNode done(String path) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            JsonNode job = service.get(path).json();
            if (job.path("state").asString().equals("done")) {
                return job;
            }
            assertThat(job.path("state").asString()).isIn("queued", "running");
            assertThat(job.has("result")).isFalse();
            Thread.sleep(20);
        }
        throw new AssertionError(path + " takes too long");
    }

    @Test
    void whatIsOverTheLimitBecomesAJobUnasked() throws InterruptedException {
        String large =
                TOPOLOGY.replace("  traffic:", SECOND_SERVICE + "  traffic:").replaceAll(" {2}traffic: .*\n", "");
        Answer accepted = post(large + "upTo: 2\n");

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(header(accepted, "Preference-Applied")).isEqualTo("none");
        assertThat(done(header(accepted, "Location")).at("/result/cutSets/sets").isArray())
                .isTrue();
        assertThat(post(large + "upTo: 1\n").status())
                .as("without pairs it is small")
                .isEqualTo(200);
    }

    @Test
    void aJobIsAnsweredAsMarkdownOnRequest() throws InterruptedException {
        String[] markdown = {"Accept", "text/markdown"};
        Answer accepted = post(TOPOLOGY + "upTo: 2\n", "Accept", "text/markdown", "Prefer", "respond-async");

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.type()).startsWith("text/markdown");
        String path = header(accepted, "Location");
        assertThat(accepted.body())
                .startsWith("# Job " + path.substring(SIMULATIONS.length() + 1) + "\n\nThis simulation is ");
        done(path);
        assertThat(service.get(path, markdown).body())
                .isEqualTo(post(TOPOLOGY + "upTo: 2\n", markdown).body());
    }

    @Test
    void aPreferenceThatIsNotThisOneIsIgnored() {
        assertThat(post(TOPOLOGY + "upTo: 1\n", "Prefer", "foo=respond-async").status())
                .isEqualTo(200);
    }

    @Test
    void aQueueThatIsFullIsUnavailableAndSaysWhenToComeBack() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        JobDesk<SimulationReport> desk = jobs.of(SimulationController.KIND);
        List<String> blocking = new ArrayList<>();
        for (int tries = 0; tries < 100 && blocking.size() < 2; tries++) {
            try {
                var accepted = desk.accept(
                        progress -> {
                            try {
                                gate.await();
                            } catch (InterruptedException ended) {
                                throw new IllegalStateException(ended);
                            }
                            throw new CancellationException();
                        },
                        false);
                blocking.add(((JobAnswer<?>) Objects.requireNonNull(accepted.getBody())).id());
            } catch (ProblemException full) {
                assertThat(full.problem()).isEqualTo(Problem.UNAVAILABLE);
            }
            Thread.sleep(20);
        }
        Answer refused = post(TOPOLOGY + "upTo: 1\n", "Prefer", "respond-async");
        assertProblem(refused, 503, "unavailable");
        assertThat(header(refused, "Retry-After")).isEqualTo("60");
        assertThat(header(refused, "Preference-Applied")).isEqualTo("none");

        String waiting = SIMULATIONS + "/" + blocking.get(1);
        assertThat(service.get(waiting).json().path("state").asString()).isEqualTo("queued");
        Answer cancelled = service.send("DELETE", waiting);
        assertThat(cancelled.status()).isEqualTo(204);
        assertThat(cancelled.body()).isEmpty();
        assertProblem(service.get(waiting), 404, "not-found");
        assertProblem(service.send("DELETE", waiting), 404, "not-found");

        Answer accepted = post(TOPOLOGY + "upTo: 1\n", "Prefer", "respond-async");
        assertThat(accepted.status()).as("its place is free again").isEqualTo(202);
        gate.countDown();
        desk.cancel(blocking.get(0));
        done(header(accepted, "Location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/00000000-0000-0000-0000-000000000000",
                "/1-1-1-1-1",
                "/nothing",
                "/%20",
                "/..%2f",
                "/00000000-0000-0000-0000-00000000000000000000000000000000000000000000"
            })
    void jobsThatAreNotThereAreNotFoundWhateverTheirName(String name) {
        for (String method : List.of("GET", "DELETE")) {
            Answer answer = service.send(method, SIMULATIONS + name);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.status()).isIn(name.contains("%2f") ? List.of(400, 404) : List.of(404));
        }
    }
}
