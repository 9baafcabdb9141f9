package dev.sailplan.api.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Rankings that take too long to wait for run as jobs. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "sailplan.limits.ranking=7")
class RankingJobsTest {

    private static final String RANKINGS = "/api/v1/rankings";

    /** One cluster and one service with one workload each: six of seven. */
    private static final String SMALL = "candidates:\n" + candidate("a", "") + candidate("b", "");

    /** Two workloads more. */
    private static final String LARGE =
            "candidates:\n" + candidate("a", "{cluster: c}, {cluster: c}, ") + candidate("b", "");

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static String candidate(String name, String workloads) {
        return ("- {name: %s, asOf: 2026-11-20, meshes: [{name: m}], networks: [{name: n}],"
                        + " clusters: [{name: c, mesh: m, network: n, zones: [z]}], controlPlanes: [{name: i, cluster: c}],"
                        + " services: [{name: web, namespace: shop, workloads: [%s{cluster: c}]}]}%n")
                .formatted(name, workloads);
    }

    private Answer post(String yaml, String... headers) {
        return service.post(
                RANKINGS,
                yaml,
                Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static String header(Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("none");
    }

    private JsonNode done(String path) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            JsonNode job = service.get(path).json();
            if (job.path("state").asString().equals("done")) {
                return job;
            }
            assertThat(job.path("state").asString()).isIn("queued", "running");
            Thread.sleep(20);
        }
        throw new AssertionError(path + " takes too long");
    }

    @Test
    void whatIsUpToTheLimitIsAnsweredAtOnceAndWhatIsOverItAsAJob() throws InterruptedException {
        assertThat(post(SMALL).status()).isEqualTo(200);
        Answer accepted = post(LARGE);

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(header(accepted, "Preference-Applied")).isEqualTo("none");
        assertThat(header(accepted, "Retry-After")).isEqualTo("1");
        JsonNode job = done(header(accepted, "Location"));
        assertThat(job.at("/result/candidates").findValuesAsString("candidate")).contains("a", "b");
        assertThat(job.has("problem")).isFalse();
    }

    @Test
    void aPreferredJobFindsWhatTheAnswerWouldHaveBeen() throws InterruptedException {
        Answer accepted = post(SMALL, "Prefer", "respond-async");

        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(header(accepted, "Preference-Applied")).isEqualTo("respond-async");
        String path = header(accepted, "Location");
        assertThat(path).isEqualTo(RANKINGS + "/" + accepted.json().path("id").asString());
        assertThat(done(path).path("result")).isEqualTo(post(SMALL).json());
        assertThat(service.get(path, "Accept", "text/markdown").body())
                .isEqualTo(post(SMALL, "Accept", "text/markdown").body())
                .startsWith("# Ranking of 2 candidates");
    }

    @Test
    void whatIsWrongIsToldAtOnceWhateverIsPreferred() {
        Answer answer = post(SMALL + "- {name: a, clusters: [{name: c}]}\n", "Prefer", "respond-async");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-document");
    }

    @Test
    void aJobIsForgottenOnRequestAndIsNoSimulation() throws InterruptedException {
        String path = header(post(SMALL, "Prefer", "respond-async"), "Location");
        done(path);
        for (String method : List.of("GET", "DELETE")) {
            assertThat(service.send(method, path.replace("rankings", "simulations"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(service.send("DELETE", path).status()).isEqualTo(204);
        Answer gone = service.get(path);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.json().path("detail").asString()).startsWith("There is no such ranking;");
    }
}
