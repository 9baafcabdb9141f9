package dev.sailplan.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Every way to be refused gives a problem of the documented form, and none gives a stack trace. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sailplan.limits.document-size=1MB")
class ProblemsTest {

    private static final String VALIDATIONS = "/api/v1/validations";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("empty JSON", "application/json", "", 400, "malformed-document"),
                Arguments.of("empty YAML", "application/yaml", "", 400, "malformed-document"),
                Arguments.of("white space", "application/yaml", " \n \n", 400, "malformed-document"),
                Arguments.of("only a comment", "application/yaml", "# nothing\n", 400, "malformed-document"),
                Arguments.of(
                        "truncated JSON",
                        "application/json",
                        "{\"name\": \"x\", \"clusters\": [",
                        400,
                        "malformed-document"),
                Arguments.of("trailing comma", "application/json", "{\"name\": \"x\",}", 400, "malformed-document"),
                Arguments.of("text after the end", "application/json", "{} {}", 400, "malformed-document"),
                Arguments.of("YAML sent as JSON", "application/json", "name: x\n", 400, "malformed-document"),
                Arguments.of(
                        "tab in YAML",
                        "application/yaml",
                        "name: x\nclusters:\n\t- {name: a}\n",
                        400,
                        "malformed-document"),
                Arguments.of(
                        "two YAML documents", "application/yaml", "name: x\n---\nname: y\n", 400, "malformed-document"),
                Arguments.of("unknown alias", "application/yaml", "name: *x\n", 400, "malformed-document"),
                Arguments.of(
                        "alias inside its anchor",
                        "application/yaml",
                        "clusters: &a [*a]\n",
                        400,
                        "malformed-document"),
                Arguments.of("unknown tag", "application/yaml", "name: !custom [x]\n", 400, "malformed-document"),
                Arguments.of("deep JSON", "application/json", "[".repeat(10_000), 400, "malformed-document"),
                Arguments.of("deep YAML", "application/yaml", "[".repeat(10_000), 400, "malformed-document"),
                Arguments.of(
                        "malformed escape", "application/yaml", "name: \"\\UFFFFFFFF\"\n", 400, "malformed-document"),
                Arguments.of("escape cut off", "application/yaml", "\"\\x", 400, "malformed-document"),
                Arguments.of(
                        "tag that does not fit",
                        "application/yaml",
                        "name: !!null nosuch\n",
                        400,
                        "malformed-document"),
                Arguments.of("tag on a name", "application/yaml", "!!binary name: a\n", 400, "malformed-document"),
                Arguments.of(
                        "huge name",
                        "application/json",
                        "{\"" + "k".repeat(2_000) + "\": 1}",
                        400,
                        "malformed-document"),
                Arguments.of("NUL in JSON", "application/json", "{\u0000}", 400, "malformed-document"),
                Arguments.of(
                        "huge gap",
                        "application/yaml",
                        "description: a" + " ".repeat(100_000) + "b",
                        413,
                        "document-too-large"),
                Arguments.of("anchor bomb", "application/yaml", bomb(), 413, "document-too-large"),
                Arguments.of("list", "application/json", "[]", 422, "not-an-object"),
                Arguments.of("number", "application/json", "1e400", 422, "not-an-object"),
                Arguments.of("null", "application/yaml", "~", 422, "not-an-object"),
                Arguments.of("text", "application/yaml", "hello", 422, "not-an-object"));
    }

    private static String bomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        return yaml.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void refusesWhatCannotBeRead(String what, String type, String body, int status, String slug) {
        Answer answer = service.post(VALIDATIONS, body, "Content-Type", type, "Accept", "text/plain");
        assertProblem(answer, status, slug);
        assertThat(answer.json().path("errors").path(0).path("line").asInt())
                .as(what)
                .isPositive();
        assertThat(answer.json().path("errors").path(0).path("column").asInt()).isPositive();
        assertThat(answer.json().path("errors").path(0).path("message").asString())
                .endsWith(".");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Answer answer = service.post(VALIDATIONS, latin1, "Content-Type", "application/yaml");
        assertProblem(answer, 400, "malformed-document");
        assertThat(answer.json().path("errors").path(0).path("column").asInt()).isEqualTo(10);
    }

    @Test
    void refusesADocumentOverTheLimitAndNamesTheLimit() {
        Answer answer = service.post(VALIDATIONS, "x".repeat((1 << 20) + 1), "Content-Type", "application/yaml");
        assertProblem(answer, 413, "document-too-large");
        assertThat(answer.json().path("detail").asString()).contains("1048576 bytes");
    }

    @Test
    void readsADocumentOfExactlyTheLimit() {
        String document = "name: x # " + "x".repeat((1 << 20) - 10);
        assertThat(service.validate(document).status()).isEqualTo(200);
    }

    @Test
    void refusesAZippedDocumentThatGrowsOverTheLimit() throws IOException {
        byte[] zipped = zip(" ".repeat(50 << 20));
        assertThat(zipped.length).isLessThan(1 << 20);
        assertProblem(postZipped(zipped), 413, "document-too-large");
    }

    @Test
    void refusesABodyThatIsNotTheGzipItClaimsToBe() throws IOException {
        assertProblem(postZipped("name: x".getBytes(StandardCharsets.UTF_8)), 400, "malformed-document");
        byte[] whole = zip("name: x");
        assertProblem(postZipped(java.util.Arrays.copyOf(whole, whole.length - 9)), 400, "malformed-document");
    }

    private Answer postZipped(byte[] body) {
        return service.post(VALIDATIONS, body, "Content-Type", "application/yaml", "Content-Encoding", "gzip");
    }

    private static byte[] zip(String text) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    @Test
    void refusesOtherEncodings() {
        Answer answer = service.post(VALIDATIONS, "x", "Content-Type", "application/yaml", "Content-Encoding", "br");
        assertProblem(answer, 415, "unsupported-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "application/xml",
                "nonsense"
            })
    void refusesOtherMediaTypes(String type) {
        assertProblem(service.post(VALIDATIONS, "{}", "Content-Type", type), 415, "unsupported-media-type");
    }

    @Test
    void refusesABodyWithoutMediaType() {
        assertProblem(service.post(VALIDATIONS, "{}"), 415, "unsupported-media-type");
    }

    @Test
    void refusesFormatsThereAreNot() {
        Answer answer = service.validate("{}", "Accept", "image/png");
        assertProblem(answer, 406, "not-acceptable");
        assertThat(answer.json().path("detail").asString()).contains("application/json", "text/markdown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?asOf=yesterday",
                "?asOf=2026-13-01",
                "?asOf=",
                "?failOn=info",
                "?failOn=",
                "?failOn=ERROR",
                "?failOn=error&failOn=error"
            })
    void refusesParametersThatMakeNoSense(String query) {
        Answer answer = service.post(VALIDATIONS + query, "{}", "Content-Type", "application/json");
        assertProblem(answer, 400, "invalid-parameter");
    }

    @Test
    void refusesOtherMethods() {
        assertProblem(service.get(VALIDATIONS), 405, "method-not-allowed");
        assertProblem(service.send("DELETE", "/api/v1/rules"), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/api", "/api/v2/validations", "/problems/nope", "/api/v1/rules/NET999"})
    void saysWhereNothingIs(String path) {
        assertProblem(service.get(path), 404, "not-found");
    }

    @Test
    void suggestsARuleForAMistypedCode() {
        assertThat(service.get("/api/v1/rules/NET0001").json().path("detail").asString())
                .contains("did you mean NET001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%%% HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a{b HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /api/v1/rules;x=y/../.. HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void answersRequestsThatAreNotHttpWithAProblem(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json", "/problems/");
            assertThat(answer).doesNotContain("<html", "Exception", "Tomcat");
        }
    }

    @Test
    void everyProblemAnswersWithItsPage() {
        assertThat(Problem.values()).allSatisfy(problem -> {
            Answer page = service.get(problem.type());
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.type()).startsWith("text/markdown");
            assertThat(page.body())
                    .startsWith("# " + problem.slug())
                    .isEqualTo(Files.readString(Path.of("docs/problems/" + problem.slug() + ".md")));
        });
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).startsWith("/");
        assertThat(answer.body()).doesNotContain("Exception", "java.", "dev.sailplan", "org.", "\tat ");
    }
}
