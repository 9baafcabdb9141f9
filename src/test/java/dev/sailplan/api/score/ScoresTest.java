package dev.sailplan.api.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.score.DimensionDescription;
import dev.sailplan.score.Dimensions;
import dev.sailplan.score.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Scores over HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ScoresTest {

    private static final String SCORES = "/api/v1/scores";
    private static final String TENANTS = read("docs/examples/namespace-tenancy.yaml");
    private static final String OPEN_TENANTS = """
            name: shop
            asOf: 2026-11-20
            meshes: [{name: shop}]
            clusters: [{name: main, mesh: shop}]
            controlPlanes: [{name: istiod, cluster: main}]
            tenants:
              - {name: billing, tenancy: namespace, namespaces: [billing], mayCall: []}
              - {name: orders, tenancy: namespace, namespaces: [orders], mayCall: []}
            """;

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
            throw new UncheckedIOException(missing);
        }
    }

    private Answer score(String yaml, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/yaml"));
        all.addAll(List.of(headers));
        return service.post(SCORES, yaml, all.toArray(String[]::new));
    }

    @Test
    void answersTheScorecardWithWhatItIsAbout() {
        Answer answer = score(TENANTS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "topology", "asOf", "availability", "isolation", "untriedLevers", "document", "ruleset");
        assertThat(answer.json().path("topology").asString()).isEqualTo("shared-platform");
        assertThat(answer.json().path("asOf").asString()).isEqualTo("2026-11-20");
        assertThat(answer.json().at("/document/sha256").asString()).hasSize(64);
    }

    @Test
    void everyDimensionIsInItsFamily() {
        JsonNode report = score(TENANTS).json();
        for (Family family : Family.values()) {
            assertThat(report.path(family.toString()).path("dimensions").propertyNames())
                    .containsExactlyElementsOf(Dimensions.scorer().descriptions().stream()
                            .filter(dimension -> dimension.family() == family)
                            .map(DimensionDescription::name)
                            .toList());
        }
    }

    @Test
    void theSameRequestGetsTheSameBytes() {
        assertThat(score(TENANTS).body()).isEqualTo(score(TENANTS).body());
    }

    @Test
    void offersTheChangeThatHelpsMost() {
        JsonNode tenancy = score(OPEN_TENANTS).json().at("/isolation/dimensions/tenancy");
        assertThat(tenancy.path("band").asInt()).isEqualTo(1);
        assertThat(tenancy.at("/lever/band").asInt()).isEqualTo(2);
        assertThat(tenancy.at("/lever/points").asInt()).isGreaterThanOrEqualTo(33);
        assertThat(tenancy.at("/lever/change/0/op").asString()).isEqualTo("add");
    }

    @Test
    void isWrittenAsMarkdownOnRequest() {
        Answer answer = score(TENANTS, "Accept", "text/markdown");
        assertThat(answer.type()).startsWith("text/markdown");
        assertThat(answer.body()).startsWith("# Scores of shared-platform\n").contains("\n## tenancy: isolation\n");
    }

    @Test
    void asOfOfTheRequestWins() {
        Answer answer = service.post(SCORES + "?asOf=2027-01-02", TENANTS, "Content-Type", "application/yaml");
        assertThat(answer.json().path("asOf").asString()).isEqualTo("2027-01-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-13-01"})
    void aDayThatIsNoneIsRefused(String day) {
        Answer answer = service.post(SCORES + "?asOf=" + day, TENANTS, "Content-Type", "application/yaml");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/markdown"})
    void whatIsBrokenInTheStructureIsToldAllAtOnceWithPlacesInTheBody(String accept) {
        Answer answer = score("""
                name: x
                clusters:
                  - {name: a, netwrk: n}
                  - {name: a, mesh: m}
                """, "Accept", accept);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-document");
        assertThat(answer.json().path("errors").valueStream())
                .extracting(error -> "%s %d:%d"
                        .formatted(
                                error.path("pointer").asString(),
                                error.path("line").asInt(),
                                error.path("column").asInt()))
                .containsExactly(
                        "/clusters/0/name 3:12",
                        "/clusters/0/netwrk 3:15",
                        "/clusters/1/name 4:12",
                        "/clusters/1/mesh 4:21");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''          | 400 | malformed-document
            'name: {'   | 400 | malformed-document
            '- a list'  | 422 | not-an-object
            '{}'        | 422 | invalid-document
            'name: x'   | 422 | invalid-document
            """)
    void whatIsNoTopologyIsRefused(String body, int status, String slug) {
        Answer answer = score(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
    }

    @Test
    void findingsAreNoObstacle() {
        assertThat(score(read("docs/examples/broken/NET001-overlapping-addresses.yaml"))
                        .status())
                .isEqualTo(200);
    }

    /** A name that is as long as a document stands in the reasons of many pairs. */
    @Test
    void longNamesAreNotRepeatedWhole() {
        String clusters = IntStream.range(0, 15)
                .mapToObj(i -> "{name: c" + i + ", mesh: m}")
                .collect(Collectors.joining(", "));
        String yaml = "name: x\nmeshes: [{name: m, certificateAuthority: {type: pluggedIn, root: '"
                + "r".repeat(1 << 19) + "'}}]\nclusters: [" + clusters + "]\n";
        Answer answer = score(yaml);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().length()).isLessThan(1 << 20);
        assertThat(score(yaml, "Accept", "text/markdown").body().length()).isLessThan(1 << 20);
    }

    @Test
    void aValidationHasTheSameScores() {
        JsonNode scores = service.validate(OPEN_TENANTS).json().path("scores");
        JsonNode report = score(OPEN_TENANTS).json();
        assertThat(scores.propertyNames()).containsExactly("availability", "isolation", "untriedLevers");
        assertThat(scores.path("isolation")).isEqualTo(report.path("isolation"));
        assertThat(scores.path("availability")).isEqualTo(report.path("availability"));
    }

    @Test
    void aValidationOfABrokenStructureHasNone() {
        assertThat(service.validate("name: x\n").json().has("scores")).isFalse();
    }

    @Test
    void everyDimensionIsListedWithItsPage() {
        JsonNode list = service.get(SCORES + "/dimensions").json().path("dimensions");
        assertThat(list.valueStream().map(each -> each.path("name").asString()))
                .containsExactlyElementsOf(Dimensions.scorer().descriptions().stream()
                        .map(DimensionDescription::name)
                        .toList());
        for (JsonNode dimension : list) {
            String path = dimension.path("documentation").asString();
            String page = service.get(path, "Accept", "text/markdown").body();
            assertThat(page).startsWith("# " + dimension.path("name").asString() + "\n");
            assertThat(service.get(path).json().path("page").asString()).isEqualTo(page);
        }
    }

    @Test
    void aDimensionThatDoesNotExistIsNotFound() {
        Answer answer = service.get(SCORES + "/dimensions/tenanci");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asString()).endsWith("did you mean tenancy.");
    }
}
