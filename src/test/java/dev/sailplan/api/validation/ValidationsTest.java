package dev.sailplan.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ValidationsTest {

    private static final String VALIDATIONS = "/api/v1/validations";
    private static final String SOUND = read("docs/examples/multi-primary-multi-network.yaml");
    private static final String BROKEN = read("docs/examples/broken/NET001-overlapping-addresses.yaml");

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    private static String json(String yaml) {
        return JsonMapper.shared()
                .writeValueAsString(YAMLMapper.builder().build().readTree(yaml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/x-yaml", "text/yaml", "application/yaml;charset=UTF-8"})
    void readsEveryMediaTypeOfYaml(String type) {
        Answer answer = service.post(VALIDATIONS, SOUND, "Content-Type", type);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void readsJson() {
        Answer answer = service.post(VALIDATIONS, json(SOUND), "Content-Type", "application/json");
        assertThat(answer.json().path("topology").asString()).isEqualTo("bookshop");
        assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void answersABrokenTopologyWithFindings() {
        Answer answer = service.validate(BROKEN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        JsonNode report = answer.json();
        assertThat(report.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(report.path("phase").asString()).isEqualTo("topology");
        assertThat(report.path("summary").path("error").asInt()).isEqualTo(1);
        JsonNode finding = report.path("findings").path(0);
        assertThat(finding.path("rule").asString()).isEqualTo("NET001");
        assertThat(finding.propertyNames())
                .containsExactly(
                        "rule",
                        "name",
                        "severity",
                        "message",
                        "subjects",
                        "facts",
                        "remedy",
                        "advice",
                        "fix",
                        "fingerprint",
                        "waived",
                        "documentation");
        assertThat(finding.path("waived").isNull()).isTrue();
        assertThat(finding.path("subjects").path(0).path("pointer").asString()).startsWith("/clusters/");
        assertThat(finding.path("subjects").path(0).path("element").asString()).startsWith("cluster/");
        assertThat(finding.path("subjects").path(0).path("line").asInt()).isPositive();
    }

    @Test
    void namesItsPartsAsDocumented() {
        assertThat(service.validate(SOUND).json().propertyNames())
                .containsExactly(
                        "topology",
                        "verdict",
                        "phase",
                        "asOf",
                        "summary",
                        "deploymentModel",
                        "findings",
                        "truncated",
                        "untriedFixes",
                        "notEvaluated",
                        "missingFacts",
                        "scores",
                        "profile",
                        "waiversIgnored",
                        "document",
                        "ruleset");
    }

    @Test
    void saysWhoCanCallWhatIfAsked() {
        JsonNode report = service.post(
                        VALIDATIONS + "?include=reachability", BROKEN, "Content-Type", "application/yaml")
                .json();
        JsonNode row = report.path("reachability").path("rows").path(0);
        assertThat(row.path("services").path(0).asString()).contains("/");
        assertThat(row.path("clients").path(0).propertyNames()).containsExactly("clusters", "verdict", "reasons");
        assertThat(service.validate(BROKEN).json().has("reachability")).isFalse();
    }

    @Test
    void refusesToIncludeWhatItDoesNotKnow() {
        for (String include : List.of("", "scores", "reachability,", "Reachability")) {
            Answer answer =
                    service.post(VALIDATIONS + "?include=" + include, BROKEN, "Content-Type", "application/yaml");
            assertThat(answer.status()).as(include).isEqualTo(400);
        }
    }

    @Test
    void givesTheSameBytesForTheSameDocument() {
        assertThat(service.validate(BROKEN).body())
                .isEqualTo(service.validate(BROKEN).body());
    }

    @Test
    void checksOnlyTheStructureWhereThatIsBroken() {
        JsonNode report =
                service.validate("name: x\nclusters: [{name: a, netwrk: n}]\n").json();
        assertThat(report.path("phase").asString()).isEqualTo("structure");
        assertThat(report.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(report.path("notEvaluated").size()).isZero();
        assertThat(report.has("deploymentModel")).isFalse();
        assertThat(report.path("findings").path(0).path("message").asString())
                .isEqualTo("Field netwrk of cluster a is not in the format; did you mean network?");
    }

    @Test
    void neverPassesAnEmptyTopology() {
        assertThat(service.validate("{}").json().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(service.validate("name: nothing").json().findValuesAsString("rule"))
                .containsExactly("STR007");
    }

    @Test
    void listsRulesThatLackFacts() {
        JsonNode report =
                service.validate(SOUND.replaceFirst("    podCidrs: .*\n", "")).json();
        assertThat(report.path("verdict").asString()).isEqualTo("PASS");
        assertThat(report.path("notEvaluated").findValuesAsString("rule"))
                .containsExactly("GWY006", "NET001", "TRF001");
        assertThat(report.path("notEvaluated").path(1).path("needs").path(0).asString())
                .isEqualTo("/clusters/0/podCidrs");
    }

    @Test
    void judgesTheDayOfTheRequestBeforeThatOfTheDocument() {
        assertThat(service.validate(SOUND).json().path("asOf").asString()).isEqualTo("2026-11-20");
        Answer answer = service.post(VALIDATIONS + "?asOf=2027-01-31", SOUND, "Content-Type", "application/yaml");
        assertThat(answer.json().path("asOf").asString()).isEqualTo("2027-01-31");
    }

    @Test
    void failsARequestOnlyIfAskedTo() {
        assertThat(post("", BROKEN).status()).isEqualTo(200);
        assertThat(post("?failOn=error", BROKEN).status()).isEqualTo(422);
        assertThat(post("?failOn=warning", BROKEN).status()).isEqualTo(422);
        assertThat(post("?failOn=warning", SOUND).status()).isEqualTo(200);
        assertThat(post("?failOn=error", BROKEN).body())
                .isEqualTo(post("", BROKEN).body());
    }

    private Answer post(String query, String yaml) {
        return service.post(VALIDATIONS + query, yaml, "Content-Type", "application/yaml");
    }

    @Test
    void writesEveryFormat() {
        assertThat(service.validate(BROKEN, "Accept", "text/plain"))
                .satisfies(it -> assertThat(it.type()).isEqualTo("text/plain;charset=UTF-8"))
                .satisfies(it -> assertThat(it.body()).startsWith("FAIL  bookshop"));
        assertThat(service.validate(BROKEN, "Accept", "text/markdown"))
                .satisfies(it -> assertThat(it.type()).isEqualTo("text/markdown;charset=UTF-8"))
                .satisfies(it -> assertThat(it.body()).startsWith("## FAIL: bookshop"));
        assertThat(service.validate(BROKEN, "Accept", "*/*").type()).isEqualTo("application/json");
        assertThat(service.validate(BROKEN, "Accept", "text/html,application/json;q=0.9,*/*;q=0.8")
                        .type())
                .isEqualTo("application/json");
    }

    @Test
    void readsGzip() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(SOUND.getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = service.post(
                VALIDATIONS, zipped.toByteArray(), "Content-Type", "application/yaml", "Content-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(service.validate(SOUND).body());
    }

    @Test
    void readsAByteOrderMarkAndWindowsLineEnds() {
        Answer answer = service.validate("\uFEFF" + SOUND.replace("\n", "\r\n"));
        assertThat(answer.json().path("verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void leadsABrowserToTheDescription() {
        Answer answer = service.get("/");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.response().headers().firstValue("Location").orElse(""))
                .endsWith("/swagger-ui.html");
    }

    @Test
    void keepsBrowsersFromGuessingMediaTypes() {
        assertThat(service.validate(SOUND).response().headers().firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }
}
