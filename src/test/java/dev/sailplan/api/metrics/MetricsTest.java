package dev.sailplan.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus is told, over HTTP. */
class MetricsTest {

    private static final String[] YAML = {"Content-Type", "application/yaml"};

    @TempDir
    private Path folder;

    private Replica replica() {
        return Replica.on(
                "jdbc:h2:file:" + folder.resolve("sailplan") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "sailplan.reevaluation.enabled=false");
    }

    private static Exposition metrics(Service service) {
        return new Exposition(service.get("/actuator/prometheus").body());
    }

    private static String example(String name) throws IOException {
        return Files.readString(Path.of("docs/examples").resolve(name));
    }

    @Test
    void validationsAndTheirFindingsAreCountedOnce() throws IOException {
        String broken = example("broken/NET001-overlapping-addresses.yaml");
        try (Replica replica = replica()) {
            Service service = replica.service();
            assertThat(metrics(service).value("sailplan_validations_total{source=\"request\",verdict=\"FAIL\"}"))
                    .isZero();
            service.validate(broken);
            service.validate(broken);
            service.put("/api/v1/topologies/shop", broken, YAML);
            Exposition metrics = metrics(service);
            assertThat(metrics.value("sailplan_validations_total{source=\"request\",verdict=\"FAIL\"}"))
                    .isEqualTo(2);
            assertThat(metrics.value("sailplan_validations_total{source=\"write\",verdict=\"FAIL\"}"))
                    .isEqualTo(1);
            assertThat(metrics.value("sailplan_validations_total{source=\"reevaluation\",verdict=\"FAIL\"}"))
                    .isZero();
            assertThat(metrics.value("sailplan_findings_total{rule=\"NET001\",severity=\"ERROR\"}"))
                    .isEqualTo(3);
            assertThat(metrics.value("sailplan_rule_time_seconds_count{rule=\"NET001\"}"))
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void storedTopologiesAreCountedByVerdictAtMostEveryFewSeconds() throws IOException {
        try (Replica replica = replica()) {
            Service service = replica.service();
            service.put("/api/v1/topologies/sound", example("single-cluster.yaml"), YAML);
            assertThat(metrics(service).value("sailplan_topologies{verdict=\"PASS\"}"))
                    .isEqualTo(1);
            assertThat(metrics(service).value("sailplan_topologies{verdict=\"FAIL\"}"))
                    .isZero();
            assertThat(metrics(service).value("sailplan_topologies_stale")).isZero();
            service.put("/api/v1/topologies/other", example("single-cluster.yaml"), YAML);
            assertThat(metrics(service).value("sailplan_topologies{verdict=\"PASS\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void pollsAreCountedByWhatTheyGot() throws IOException {
        try (Replica replica = replica()) {
            Service service = replica.service();
            service.put("/api/v1/topologies/sound", example("single-cluster.yaml"), YAML);
            String report = "/api/v1/topologies/sound/validation";
            String tag = service.get(report).header("ETag").orElseThrow();
            String brief = service.get(report + "/summary").header("ETag").orElseThrow();
            assertThat(service.get(report, "If-None-Match", tag).status()).isEqualTo(304);
            assertThat(service.get(report + "/summary", "If-None-Match", brief).status())
                    .isEqualTo(304);
            assertThat(service.get("/api/v1/topologies/none/validation").status())
                    .isEqualTo(404);
            Exposition metrics = metrics(service);
            assertThat(metrics.value("sailplan_polls_total{result=\"fresh\"}")).isEqualTo(2);
            assertThat(metrics.value("sailplan_polls_total{result=\"not-modified\"}"))
                    .isEqualTo(2);
            assertThat(metrics.value("sailplan_polls_total{result=\"stale\"}")).isZero();
            assertThat(metrics.samples())
                    .filteredOn(line -> line.startsWith("http_server_requests_seconds_count"))
                    .filteredOn(line -> line.contains("uri=\"/api/v1/topologies/{name}/validation\""))
                    .anyMatch(line -> line.contains("status=\"304\""));
        }
    }

    @Test
    void aReportOfOtherRulesIsPolledAsStaleAndCountedSo() throws IOException {
        try (Replica replica = replica()) {
            String undated = example("single-cluster.yaml").replaceAll("(?m)^asOf:.*\n", "");
            replica.service().put("/api/v1/topologies/sound", undated, YAML);
        }
        try (Replica replica = Replica.on(
                "jdbc:h2:file:" + folder.resolve("sailplan") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "sailplan.reevaluation.enabled=false",
                "sailplan.profile=strict")) {
            replica.service().get("/api/v1/topologies/sound/validation");
            Exposition metrics = metrics(replica.service());
            assertThat(metrics.value("sailplan_polls_total{result=\"stale\"}")).isEqualTo(1);
            assertThat(metrics.value("sailplan_topologies_stale")).isEqualTo(1);
        }
    }

    @Test
    void openStreamsAreCounted() throws Exception {
        try (Replica replica = replica()) {
            Service service = replica.service();
            assertThat(metrics(service).value("sailplan_streams")).isZero();
            URI events = URI.create("http://127.0.0.1:" + service.port() + "/api/v1/events");
            try (var stream = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(stream.read()).isNotNegative();
                assertThat(metrics(service).value("sailplan_streams")).isEqualTo(1);
            }
        }
    }

    @Test
    void noLabelHasAValueThatAClientChose() {
        try (Replica replica = replica()) {
            Service service = replica.service();
            service.send("BREWQX", "/api/v1/validations");
            service.get("/qxpath/of/mine");
            service.get("/api/v1/topologies/qxname/validation");
            service.get("/api/v1/events?name=qxname&lastEventId=qx");
            service.validate("name: qxdocument\nclusters: [{name: qxcluster}]\n", "User-Agent", "qxagent");
            service.post("/api/v1/validations?profile=qxprofile", "{}", "Content-Type", "application/json");
            assertThat(metrics(service).text()).doesNotContainIgnoringCase("qx");
        }
    }

    @Test
    void nothingElseOfTheServiceIsOpened() {
        try (Replica replica = replica()) {
            assertThat(replica.service().get("/actuator/env").status()).isEqualTo(404);
            assertThat(replica.service().get("/actuator/metrics").status()).isEqualTo(404);
        }
    }
}
