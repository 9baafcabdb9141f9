package dev.sailplan.api.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong in a request for a comparison is told all at once, with its places. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sailplan.limits.document-size=8MB")
class ComparisonErrorsTest {

    private static final String COMPARISONS = "/api/v1/comparisons";
    private static final String SOUND = "{name: x, clusters: [{name: a}]}\n";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer post(String yaml) {
        return service.post(COMPARISONS, yaml, "Content-Type", "application/yaml");
    }

    /** The errors of a request that is refused, as {@code POINTER LINE:COLUMN}. */
    private List<String> places(String yaml) {
        JsonNode problem = assertProblem(post(yaml), 422, "invalid-document");
        return problem.path("errors")
                .valueStream()
                .map(error -> "%s %d:%d"
                        .formatted(
                                error.path("pointer").asString(),
                                error.path("line").asInt(),
                                error.path("column").asInt()))
                .toList();
    }

    private static JsonNode assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(answer.json().path("instance").asString()).isEqualTo(COMPARISONS);
        assertThat(answer.body()).doesNotContain("Exception", "java.", "dev.sailplan");
        return answer.json();
    }

    @Test
    void theSoundRequestIsAnswered() {
        assertThat(post("base: " + SOUND + "head: " + SOUND).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                      | /base 1:1, /head 1:1
            {base: {name: x, clusters: [{name: a}]}}                | /head 1:1
            {head: {name: x, clusters: [{name: a}]}}                | /base 1:1
            {base: ~, head: {name: x, clusters: [{name: a}]}}       | /base 1:8
            {base: [], head: {name: x, clusters: [{name: a}]}}      | /base 1:8
            {base: 5, head: text}                                   | /base 1:8, /head 1:17
            """)
    void bothTopologiesHaveToBeThere(String yaml, String places) {
        assertThat(places(yaml)).containsExactlyInAnyOrder(places.split(", ", -1));
    }

    @Test
    void aTopologySentAloneIsToldWhatIsMissing() {
        assertThat(places(SOUND)).contains("/base 1:1", "/head 1:1", "/name 1:2", "/clusters 1:11");
    }

    @Test
    void theErrorsOfBothTopologiesAreToldTogetherWithTheirPlacesInTheBody() {
        assertThat(places("""
                head: {name: x, clusters: [{name: a, mesh: m}]}
                base:
                  name: x
                  clusters:
                    - {name: a, netwrk: n}
                    - {name: a}
                with: all
                """))
                .containsExactly(
                        "/head/clusters/0/mesh 1:44",
                        "/base/clusters/0/name 5:14",
                        "/base/clusters/0/netwrk 5:17",
                        "/base/clusters/1/name 6:14",
                        "/with 7:1");
    }

    @Test
    void anEmptyTopologyCannotBeCompared() {
        assertThat(places("base: {name: x}\nhead: " + SOUND)).containsExactly("/base/clusters 1:7");
    }

    @Test
    void aSecondBaseIsToldAndNotTaken() {
        assertThat(places("base: " + SOUND + "head: " + SOUND + "base: {name: y}\n"))
                .containsExactly("/base 3:1");
    }

    @Test
    void findingsAreNoObstacle() {
        Answer answer = post("base: {name: x, meshes: [{name: m}], clusters: [{name: a}]}\nhead: " + SOUND);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/base/verdict").asString()).isEqualTo("FAIL");
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("nothing", "", 400, "malformed-document"),
                Arguments.of("an object left open", "base: {", 400, "malformed-document"),
                Arguments.of(
                        "deep objects", "base: " + "{a: ".repeat(5_000) + "}".repeat(5_000), 400, "malformed-document"),
                Arguments.of("a second document", "base: {}\n---\nhead: {}\n", 400, "malformed-document"),
                Arguments.of("a list", "- base\n- head\n", 422, "not-an-object"),
                Arguments.of(
                        "two bodies over the limit together",
                        "base: {description: '" + "x".repeat(5 << 20) + "'}\nhead: {description: '"
                                + "x".repeat(5 << 20) + "'}",
                        413,
                        "document-too-large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatCannotBeReadIsRefusedAsForValidations(String what, String body, int status, String slug) {
        assertProblem(post(body), status, slug);
        assertProblem(
                service.post(COMPARISONS, body, "Content-Type", "application/yaml", "Accept", "text/markdown"),
                status,
                slug);
    }

    /** Everything a document can hold free text in, on both sides and different. */
    @Test
    void longTextsComeBackOnceAndCommentsStayShort() {
        String topology = "{name: x, description: '" + "%s".repeat(1 << 20) + "', clusters: [{name: a}]}\n";
        String yaml = "base: " + topology.replace("%s", "a|") + "head: " + topology.replace("%s", "<b>");
        assertThat(post(yaml).body().length()).isLessThan(6 << 20);
        Answer comment = service.post(COMPARISONS, yaml, "Content-Type", "application/yaml", "Accept", "text/markdown");
        assertThat(comment.body().length()).isLessThan(3_000);
    }
}
