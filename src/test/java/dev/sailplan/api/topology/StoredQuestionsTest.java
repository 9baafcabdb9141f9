package dev.sailplan.api.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What is asked about stored topologies and their revisions is answered as if their documents had been sent. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StoredQuestionsTest {

    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";
    private static final String SHOP = "/api/v1/topologies/shop";
    private static final String SOUND = read("docs/examples/multi-primary-single-network.yaml");
    private static final String WORSE = SOUND.replace("podCidrs: [10.41.0.0/16]", "podCidrs: [10.40.0.0/15]");
    private static final String MALFORMED = "name: shop\nclusters:\n  - {name: north, mesh: none}\ncolour: red\n";
    private static final String QUERIES =
            "queries: [{client: {cluster: tickets-a, namespace: sales}, service: venues/seats}]\n";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect(@Autowired JdbcTemplate jdbc) {
        service = new Service(port);
        List.of("topology_label", "report_piece", "document_piece", "revision", "topology")
                .forEach(table -> jdbc.update("delete from " + table));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void put(String document) {
        assertThat(service.put(SHOP, document, "Content-Type", YAML).status()).isIn(200, 201);
    }

    private void delete() {
        assertThat(service.send("DELETE", SHOP).status()).isEqualTo(204);
    }

    private Answer post(String path, String body, String... headers) {
        return service.post(
                path,
                body,
                Stream.concat(Stream.of("Content-Type", YAML), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String inside(String field, String document) {
        return field + ":\n" + document.indent(2);
    }

    private static JsonNode answered(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo(JSON);
        return answer.json();
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
    }

    /** Without lines and columns, which depend on what a document was sent in. */
    private static JsonNode withoutPositions(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("line", "column"));
        }
        node.forEach(StoredQuestionsTest::withoutPositions);
        return node;
    }

    @Test
    void theFixturesDiffer() {
        assertThat(WORSE).isNotEqualTo(SOUND);
        put(WORSE);
        assertThat(answered(service.get(SHOP + "/validation")).path("verdict").asString())
                .isEqualTo("FAIL");
    }

    @Test
    void scoresAreThoseOfTheDocument() {
        put(SOUND);
        Answer answer = service.get(SHOP + "/scores?availabilityOf=region:0.9&asOf=2027-01-01");

        assertThat(answered(answer))
                .isEqualTo(answered(post("/api/v1/scores?availabilityOf=region:0.9&asOf=2027-01-01", SOUND)));
        assertThat(answer.json().path("asOf").asString()).isEqualTo("2027-01-01");
        assertThat(answer.header("Cache-Control")).contains("no-cache, private");
        assertThat(service.get(SHOP + "/scores", "Accept", "text/markdown").body())
                .isEqualTo(
                        post("/api/v1/scores", SOUND, "Accept", "text/markdown").body());
    }

    @Test
    void scoresOfAnOldRevisionOutliveTheTopology() {
        put(SOUND);
        put(WORSE);
        JsonNode first = answered(service.get(SHOP + "/scores?revision=1"));
        JsonNode second = answered(service.get(SHOP + "/scores"));
        assertThat(second.at("/document/sha256")).isNotEqualTo(first.at("/document/sha256"));
        delete();

        assertProblem(service.get(SHOP + "/scores"), 404, "not-found");
        assertProblem(service.get(SHOP + "/scores?revision=3"), 404, "not-found");
        assertThat(answered(service.get(SHOP + "/scores?revision=1"))).isEqualTo(first);
        assertThat(answered(service.get(SHOP + "/scores?revision=2"))).isEqualTo(second);
    }

    @Test
    void aDocumentIsReadInTheNotationItWasWrittenIn() {
        String json = YAMLMapper.shared().readTree(SOUND).toPrettyString();
        service.put(SHOP, json, "Content-Type", JSON);
        service.put(SHOP, zipped(SOUND), "Content-Type", "text/yaml", "Content-Encoding", "gzip");

        assertThat(answered(service.get(SHOP + "/scores?revision=1")))
                .isEqualTo(answered(service.post("/api/v1/scores", json, "Content-Type", JSON)));
        assertThat(answered(service.get(SHOP + "/scores"))).isEqualTo(answered(post("/api/v1/scores", SOUND)));
        JsonNode comparison = answered(service.get(SHOP + "/comparison"));
        assertThat(comparison.path("changes").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scores", "/comparison", "/comparison?head=1", "/validation", "/revisions/1/validation"})
    void whatIsNotStoredIsNotFound(String path) {
        assertProblem(service.get(SHOP + path), 404, "not-found");
        assertProblem(service.get(SHOP + path, "Accept", "text/markdown"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/scores?revision=x",
                "/scores?revision=",
                "/scores?revision=1&revision=2",
                "/scores?revision=99999999999999999999",
                "/scores?asOf=soon",
                "/scores?availabilityOf=",
                "/comparison?base=first",
                "/comparison?head=1.5",
                "/comparison?failOn=",
                "/comparison?profile=none",
                "/revisions/newest/validation"
            })
    void parametersThatAreNotAllowedAreRefused(String path) {
        put(SOUND);
        put(SOUND);
        assertProblem(service.get(SHOP + path), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2", "9223372036854775807"})
    void aRevisionThatWasNeverWrittenIsNotFound(String revision) {
        put(SOUND);
        assertProblem(service.get(SHOP + "/scores?revision=" + revision), 404, "not-found");
        assertProblem(service.get(SHOP + "/comparison?base=1&head=" + revision), 404, "not-found");
        assertProblem(service.get(SHOP + "/revisions/" + revision + "/validation"), 404, "not-found");
        assertProblem(post(SHOP + "/simulations?revision=" + revision, "upTo: 1"), 404, "not-found");
        assertProblem(post(SHOP + "/endpoint-views?revision=" + revision, QUERIES), 404, "not-found");
    }

    @Test
    void aBrokenDocumentIsTheSameProblemAsIfItWereSent() {
        put(MALFORMED);
        Answer sent = post("/api/v1/scores", MALFORMED);
        assertProblem(sent, 422, "invalid-document");
        assertThat(sent.json().path("errors").size()).isGreaterThan(1);

        Answer scores = service.get(SHOP + "/scores");
        assertProblem(scores, 422, "invalid-document");
        assertThat(scores.json().path("detail")).isEqualTo(sent.json().path("detail"));
        for (Answer answer :
                List.of(scores, post(SHOP + "/simulations", "upTo: 1"), post(SHOP + "/endpoint-views", QUERIES))) {
            assertProblem(answer, 422, "invalid-document");
            assertThat(answer.json().path("errors")).isEqualTo(sent.json().path("errors"));
        }
    }

    @Test
    void aProblemSaysWhichDocumentIsAtFault() {
        put(MALFORMED);
        Answer stored = post(SHOP + "/simulations", "upTo: 7");
        assertThat(stored.json().path("detail").asString()).startsWith("The stored document has ");

        put(SOUND);
        Answer sent = post(SHOP + "/simulations", "upTo: 7\nfailures: []\ntopology: {}\n");
        assertProblem(sent, 422, "invalid-document");
        assertThat(sent.json().path("detail").asString()).startsWith("The document has ");
        assertThat(sent.json().path("errors").values())
                .extracting(error -> error.path("pointer").asString())
                .contains("/upTo", "/topology");
    }

    @Test
    void theNewestRevisionIsComparedWithTheOneBefore() {
        put(SOUND);
        put(WORSE);
        JsonNode sent = answered(post("/api/v1/comparisons", inside("base", SOUND) + inside("head", WORSE)));

        JsonNode comparison = answered(service.get(SHOP + "/comparison"));
        assertThat(comparison.path("verdict").asString()).isEqualTo("FAIL");
        assertThat(withoutPositions(comparison)).isEqualTo(withoutPositions(sent));
        assertThat(withoutPositions(answered(service.get(SHOP + "/comparison?base=1&head=2"))))
                .isEqualTo(sent);
        assertThat(service.get(SHOP + "/comparison", "Accept", "text/markdown").body())
                .contains("NET001");
    }

    @Test
    void aFindingOfAComparisonHasThePlaceInItsOwnDocument() {
        put(SOUND);
        put(WORSE);
        JsonNode found = answered(service.get(SHOP + "/validation"))
                .path("findings")
                .path(0)
                .at("/subjects/0/line");

        assertThat(answered(service.get(SHOP + "/comparison")).at("/findings/new/0/subjects/0/line"))
                .isEqualTo(found);
    }

    @Test
    void aDeletionIsSkippedAndRevisionsBeforeItAreStillCompared() {
        put(SOUND);
        delete();
        assertProblem(service.get(SHOP + "/comparison"), 404, "not-found");
        put(WORSE);

        JsonNode comparison = answered(service.get(SHOP + "/comparison"));
        assertThat(comparison).isEqualTo(answered(service.get(SHOP + "/comparison?base=1&head=3")));
        assertThat(comparison.at("/base/verdict").asString()).isEqualTo("PASS");
        assertProblem(service.get(SHOP + "/comparison?base=2"), 404, "not-found");
        assertProblem(service.get(SHOP + "/comparison?head=2"), 404, "not-found");
        delete();
        assertThat(answered(service.get(SHOP + "/comparison?head=3"))).isEqualTo(comparison);
    }

    @Test
    void theFirstRevisionHasNothingBeforeIt() {
        put(SOUND);
        Answer answer = service.get(SHOP + "/comparison");

        assertProblem(answer, 404, "not-found");
        assertThat(answer.json().path("detail").asString()).contains("before revision 1");
        assertThat(answered(service.get(SHOP + "/comparison?base=1"))
                        .path("changes")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 200",
        "failOn=error, 422",
        "base=2&head=1&failOn=warning, 200",
        "failOn=error&severity=NET001:off, 200"
    })
    void aComparisonFailsFromAThresholdOn(String query, int status) {
        put(SOUND);
        put(WORSE);
        Answer answer = service.get(SHOP + "/comparison?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().has("findings")).isTrue();
    }

    @Test
    void everythingThatIsWrongInBothRevisionsIsSaidAtOnce() {
        put(MALFORMED);
        put(MALFORMED + "shape: round\n");
        Answer answer = service.get(SHOP + "/comparison");

        assertProblem(answer, 422, "invalid-document");
        assertThat(answer.json().path("errors").values())
                .extracting(error -> error.path("pointer").asString())
                .contains("/base/colour", "/head/colour", "/head/shape");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upTo: 1", "upTo: 2", "failures: [{kind: cluster, name: tickets-b}]"})
    void simulationsAreThoseOfTheDocument(String question) {
        put(SOUND);
        put(WORSE);
        String whole = inside("topology", SOUND) + question;

        assertThat(answered(post(SHOP + "/simulations?revision=1", question)))
                .isEqualTo(answered(post("/api/v1/simulations", whole)));
        assertThat(post(SHOP + "/simulations?revision=1", question, "Accept", "text/markdown")
                        .body())
                .isEqualTo(post("/api/v1/simulations", whole, "Accept", "text/markdown")
                        .body());
    }

    @Test
    void aSimulationBecomesAJobThatIsFoundAmongTheOthers() throws InterruptedException {
        put(SOUND);
        Answer accepted = post(SHOP + "/simulations", "upTo: 2", "Prefer", "respond-async");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).contains("respond-async");
        String location = accepted.header("Location").orElseThrow();
        assertThat(location).startsWith("/api/v1/simulations/");
        delete();
        for (int poll = 0; poll < 1_000 && !"done".equals(stateOf(location)); poll++) {
            Thread.sleep(20);
        }
        assertThat(service.get(location).json().path("result"))
                .isEqualTo(answered(post("/api/v1/simulations", inside("topology", SOUND) + "upTo: 2")));
    }

    private String stateOf(String job) {
        return service.get(job).json().path("state").asString();
    }

    @Test
    void aQuestionComesInEitherNotationAndCompressed() {
        put(SOUND);
        JsonNode plain = answered(post(SHOP + "/simulations", "upTo: 1"));

        assertThat(answered(service.post(SHOP + "/simulations", "{\"upTo\": 1}", "Content-Type", JSON)))
                .isEqualTo(plain);
        assertThat(answered(service.post(
                        SHOP + "/simulations", zipped("upTo: 1"), "Content-Type", YAML, "Content-Encoding", "gzip")))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/simulations | {} | 422 | invalid-document",
                "/simulations | [] | 422 | not-an-object",
                "/simulations | 'a: [' | 400 | malformed-document",
                "/simulations | 'failures: [{kind: cluster, name: nroth}]' | 422 | invalid-document",
                "/endpoint-views | {} | 422 | invalid-document",
                "/endpoint-views | 'queries: []' | 422 | invalid-document",
                "/endpoint-views | 'queries: [{client: {cluster: nroth}, service: a/b}]' | 422 | invalid-document"
            })
    void questionsThatCannotBeAnsweredAreRefusedAsEver(String path, String body, int status, String slug) {
        put(SOUND);
        assertProblem(post(SHOP + path, body), status, slug);
    }

    @Test
    void aQuestionInAnotherMediaTypeIsRefused() {
        put(SOUND);
        assertThat(service.post(SHOP + "/simulations", "upTo: 1", "Content-Type", "text/csv")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void endpointViewsAreThoseOfTheDocument() {
        put(SOUND);
        put(MALFORMED);
        String whole = inside("topology", SOUND) + QUERIES;

        assertThat(answered(post(SHOP + "/endpoint-views?revision=1", QUERIES)))
                .isEqualTo(answered(post("/api/v1/endpoint-views", whole)));
        assertThat(post(SHOP + "/endpoint-views?revision=1", QUERIES, "Accept", "text/markdown")
                        .body())
                .isEqualTo(post("/api/v1/endpoint-views", whole, "Accept", "text/markdown")
                        .body());
    }

    @Test
    void aReportIsWrittenInEveryFormat(@Autowired List<ReportFormat> formats) {
        put(SOUND);
        put(WORSE);
        for (ReportFormat format : formats) {
            String type = format.mediaType();
            Answer answer = service.get(SHOP + "/validation", "Accept", type);
            assertThat(answer.type()).startsWith(type);
            assertThat(answer.body())
                    .isEqualTo(service.validate(WORSE, "Accept", type).body());
            assertThat(service.get(SHOP + "/revisions/1/validation", "Accept", type)
                            .body())
                    .isEqualTo(service.validate(SOUND, "Accept", type).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html,application/xml;q=0.9,*/*;q=0.8", "application/*"})
    void whoAsksForNoFormatGetsTheReportThatWasKept(String accept) {
        put(SOUND);
        Answer answer = service.get(SHOP + "/validation", "Accept", accept);

        assertThat(answer.type()).isEqualTo(JSON);
        assertThat(answer.header("Sailplan-Evaluation")).contains("current");
    }

    @Test
    void theReportOnARevisionIsTheOneOfAValidation() {
        put(MALFORMED);
        put(SOUND);
        delete();

        assertThat(answered(service.get(SHOP + "/revisions/1/validation")))
                .isEqualTo(answered(service.validate(MALFORMED)));
        assertThat(answered(service.get(SHOP + "/revisions/2/validation")))
                .isEqualTo(answered(service.validate(SOUND)));
        assertProblem(service.get(SHOP + "/revisions/3/validation"), 404, "not-found");
        assertThat(service.get(SHOP + "/revisions/2/validation", "Accept", "image/png")
                        .status())
                .isEqualTo(406);
    }
}
