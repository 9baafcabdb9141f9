package dev.sailplan.api.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong in a request for a simulation is told all at once, with its places. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sailplan.limits.document-size=1MB")
class SimulationErrorsTest {

    private static final String SIMULATIONS = "/api/v1/simulations";

    /** Line 1; the question of a test begins in line 2. */
    private static final String TOPOLOGY =
            "topology: {name: shop, meshes: [{name: books, certificateAuthority: {root: root-1}}], networks: [{name: vpc,"
                    + " gateways: [{name: gate, cluster: north}]}], clusters: [{name: north, mesh: books, network: vpc,"
                    + " region: europe, zones: [n1]}], controlPlanes: [{name: istiod, cluster: north}]}\n";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer post(String yaml) {
        return service.post(SIMULATIONS, yaml, "Content-Type", "application/yaml");
    }

    private static JsonNode assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(answer.json().path("instance").asString()).isEqualTo(SIMULATIONS);
        assertThat(answer.body()).doesNotContain("Exception", "java.", "dev.sailplan");
        return answer.json();
    }

    /** The errors of a request that is refused, as {@code POINTER LINE:COLUMN MESSAGE}. */
    private List<String> errors(String yaml) {
        return assertProblem(post(yaml), 422, "invalid-document")
                .path("errors")
                .valueStream()
                .map(error -> "%s %d:%d %s"
                        .formatted(
                                error.path("pointer").asString(),
                                error.path("line").asInt(),
                                error.path("column").asInt(),
                                error.path("message").asString()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failures: [{kind: cluster, name: nort}]              | /failures/0/name 2:34 The topology has no cluster nort; did you mean north?
            failures: [{kind: zone, name: n2}]                   | /failures/0/name 2:31 The topology has no zone n2; did you mean n1?
            failures: [{kind: region, name: asia}]               | /failures/0/name 2:33 The topology has no region asia; it has europe.
            failures: [{kind: gateway, name: gat}]               | /failures/0/name 2:34 The topology has no gateway gat; did you mean gate?
            failures: [{kind: network, name: vcp}]               | /failures/0/name 2:34 The topology has no network vcp; did you mean vpc?
            failures: [{kind: controlPlane, name: pilot}]        | /failures/0/name 2:39 The topology has no control plane pilot; it has istiod.
            failures: [{kind: apiServer, name: south}]           | /failures/0/name 2:36 The topology has no API server of a cluster south; it has north.
            failures: [{kind: link, name: vpc->nort}]            | /failures/0/name 2:31 The topology has no cluster or network nort; did you mean north?
            failures: [{kind: link, name: asia->asia}]           | /failures/0/name 2:31 The topology has no cluster or network asia; it has north, vpc.
            failures: [{kind: link, name: north}]                | /failures/0/name 2:31 A link is named from->to, by clusters or networks, and not north.
            failures: [{kind: certificateAuthority, name: root}] | /failures/0/name 2:47 The topology has no certificate authority with the root root; it has root-1.
            failures: [{kind: clutser, name: north}]             | /failures/0/kind 2:19 The value is "clutser"; it has to be one of zone, region, cluster, network, gateway, controlPlane, apiServer, link, certificateAuthority; did you mean cluster?
            failures: [{kind: cluster}]                          | /failures/0/name 2:12 The field name is missing; add it.
            failures: []                                         | /failures 2:11 Nothing fails; name at least one failure, or write upTo instead.
            failures: north                                      | /failures 2:11 The value is "north"; it has to be a list.
            upTo: 0                                              | /upTo 2:7 The value is the number 0; it has to be a whole number from 1 to 2.
            upTo: 3                                              | /upTo 2:7 The value is the number 3; it has to be a whole number from 1 to 2.
            upTo: all                                            | /upTo 2:7 The value is "all"; it has to be a whole number from 1 to 2.
            upto: 1                                              | /upto 2:1 There is no field upto here; did you mean upTo?
            {}                                                   | ''
            """)
    void whatIsWrongInTheQuestionIsToldWithItsPlace(String question, String expected) {
        if (question.equals("{}")) {
            assertThat(errors(TOPOLOGY))
                    .containsExactly(" 1:1 Nothing fails; add failures, or upTo: 1 for every single failure there is.");
        } else {
            assertThat(errors(TOPOLOGY + question + "\n")).containsExactly(expected);
        }
    }

    @Test
    void askingBothIsAMistake() {
        assertThat(errors(TOPOLOGY + "failures: [{kind: cluster, name: north}]\nupTo: 1\n"))
                .containsExactly("/upTo 3:7 Either failures or upTo says what fails; leave one of them out.");
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        assertThat(errors("""
                upTo: 1
                failures: [{kind: zone, name: x}, {kind: cluster, nam: y}]
                topology: {name: shop, clusters: [{name: north, netwrk: vpc, mesh: books}]}
                """))
                .extracting(error -> error.replaceAll(" \\D.*", ""))
                .containsExactlyInAnyOrder(
                        "/upTo 1:7",
                        "/failures/1/name 2:35",
                        "/failures/1/nam 2:51",
                        "/topology/clusters/0/netwrk 3:49",
                        "/topology/clusters/0/mesh 3:68");
    }

    @Test
    void aTopologyHasToBeThereAndToHaveClusters() {
        assertThat(errors("upTo: 1\n")).containsExactly("/topology 1:1 The field topology is missing; add it.");
        assertThat(errors("topology: {name: shop}\nupTo: 1\n"))
                .singleElement()
                .satisfies(error -> assertThat(error).startsWith("/topology/clusters 1:11 "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'failures: [' | 400 | malformed-document
            '- upTo'      | 422 | not-an-object
            ''            | 400 | malformed-document
            """)
    void whatCannotBeReadIsRefused(String body, int status, String slug) {
        assertProblem(post(body), status, slug);
        assertProblem(
                service.post(SIMULATIONS, body, "Content-Type", "application/yaml", "Accept", "text/markdown"),
                status,
                slug);
    }

    @Test
    void largeBodiesOtherMediaTypesAndMethodsAreRefused() {
        assertProblem(post("#" + "x".repeat(1 << 20)), 413, "document-too-large");
        assertProblem(service.post(SIMULATIONS, "", "Content-Type", "text/html"), 415, "unsupported-media-type");
        assertProblem(service.get(SIMULATIONS), 405, "method-not-allowed");
        JsonNode problem = assertProblem(
                service.post(
                        SIMULATIONS, TOPOLOGY + "upTo: 1\n", "Content-Type", "application/yaml", "Accept", "image/png"),
                406,
                "not-acceptable");
        assertThat(problem.path("detail").asString()).contains("application/json", "text/markdown");
    }

    @Test
    void aTopologyInWhichNothingHappensIsAnswered() {
        JsonNode report = post(TOPOLOGY + "upTo: 2\n").json();

        assertThat(report.path("failures").size()).as("frozen clusters only").isEqualTo(3);
        assertThat(report.at("/cutSets/sets").isEmpty()).isTrue();
        String markdown = service.post(
                        SIMULATIONS,
                        TOPOLOGY + "upTo: 2\n",
                        "Content-Type",
                        "application/yaml",
                        "Accept",
                        "text/markdown")
                .body();
        assertThat(markdown).contains("Neither a single failure nor a pair loses any service.");
    }
}
