package dev.sailplan.api.endpointview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What is wrong in a request for endpoint views is told all at once, with its places. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "sailplan.limits.document-size=8MB")
class EndpointViewErrorsTest {

    private static final String VIEWS = "/api/v1/endpoint-views";

    /** Line 1; the queries of a test begin in line 2. */
    private static final String TOPOLOGY = "topology: {name: shop, meshes: [{name: books}], networks: [{name: vpc}],"
            + " clusters: [{name: north, mesh: books, network: vpc}],"
            + " services: [{name: web, namespace: shop, ports: [{number: 80}]}]}\n";

    private static final String SOUND = "queries: [{client: {cluster: north}, service: shop/web}]\n";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer post(String yaml) {
        return service.post(VIEWS, yaml, "Content-Type", "application/yaml");
    }

    /** The errors of a request that is refused, as {@code POINTER LINE:COLUMN MESSAGE}. */
    private List<String> errors(String yaml) {
        JsonNode problem = assertProblem(post(yaml), 422, "invalid-document");
        return problem.path("errors")
                .valueStream()
                .map(error -> "%s %d:%d %s"
                        .formatted(
                                error.path("pointer").asString(),
                                error.path("line").asInt(),
                                error.path("column").asInt(),
                                error.path("message").asString()))
                .toList();
    }

    private static JsonNode assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(answer.json().path("instance").asString()).isEqualTo(VIEWS);
        assertThat(answer.body()).doesNotContain("Exception", "java.", "dev.sailplan");
        return answer.json();
    }

    @Test
    void theSoundRequestIsAnswered() {
        assertThat(post(TOPOLOGY + SOUND).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {client: {cluster: north, clster: b}, service: shop/web}             | /queries/0/client/clster         3:31 | There is no field clster here; did you mean cluster?
            {client: {cluster: north}, service: shop/web, color: red}            | /queries/0/color                 3:51 | There is no field color here; remove it.
            {service: shop/web}                                                  | /queries/0/client                3:5  | The field client is missing; add it.
            {client: {cluster: north}}                                           | /queries/0/service               3:5  | The field service is missing; add it.
            {client: {cluster: north}, service: ~}                               | /queries/0/service               3:41 | The field service is missing; add it.
            {client: {zone: a}, service: shop/web}                               | /queries/0/client/cluster        3:14 | The field cluster is missing; add it.
            {client: north, service: shop/web}                                   | /queries/0/client                3:14 | The value is "north"; it has to be an object.
            {client: {cluster: 5}, service: shop/web}                            | /queries/0/client/cluster        3:24 | The value is the number 5; it has to be a text that is not empty; quote it: "5".
            {client: {cluster: north}, service: ''}                              | /queries/0/service               3:41 | The value is an empty text; it has to be a text that is not empty.
            {client: {cluster: north}, service: shop/web, port: 0}               | /queries/0/port                  3:57 | The value is the number 0; it has to be a whole number from 1 to 65535.
            {client: {cluster: north}, service: shop/web, port: 70000}           | /queries/0/port                  3:57 | The value is the number 70000; it has to be a whole number from 1 to 65535.
            {client: {cluster: north}, service: shop/web, port: http}            | /queries/0/port                  3:57 | The value is "http"; it has to be a whole number from 1 to 65535.
            {client: {cluster: north, cluster: b}, service: shop/web}            | /queries/0/client/cluster        3:31 | The field cluster is written more than once; keep one of them.
            {client: {cluster: north}, service: shop/web, service: b}            | /queries/0/service               3:51 | The field service is written more than once; keep one of them.
            {client: {cluster: north, proxy: sidecr}, service: shop/web}         | /queries/0/client/proxy          3:38 | The value is "sidecr"; it has to be one of sidecar, waypoint, ingress, eastwest; did you mean sidecar?
            {client: {cluster: north, dataPlane: none}, service: shop/web}       | /queries/0/client/dataPlane      3:42 | The value is "none"; it has to be one of sidecar, ambient.
            {client: {cluster: north, ipFamilies: [IPv5]}, service: shop/web}    | /queries/0/client/ipFamilies/0   3:44 | The value is "IPv5"; it has to be one of IPv4, IPv6; did you mean IPv4?
            {client: {cluster: north, networkView: [[]]}, service: shop/web}     | /queries/0/client/networkView/0  3:45 | The value is a list; it has to be a text.
            {client: {cluster: north, ipFamilies: []}, service: shop/web}        | /queries/0/client/ipFamilies     3:43 | A client has at least one IP family; leave the field out for those of its cluster's pods.
            {client: {cluster: north, namespace: A_b}, service: shop/web}        | /queries/0/client/namespace      3:42 | The value is "A_b"; it has to be a DNS label: lower-case letters, digits and '-', at most 63.
            {client: {cluster: nort}, service: shop/web}                         | /queries/0/client/cluster        3:24 | The topology has no cluster nort; did you mean north?
            {client: {cluster: north, network: vcp}, service: shop/web}          | /queries/0/client/network        3:40 | The topology has no network vcp; did you mean vpc?
            {client: {cluster: north, networkView: [vpc, x]}, service: shop/web} | /queries/0/client/networkView/1  3:50 | The topology has no network x; it has vpc.
            {client: {cluster: north}, service: shop/wbe}                        | /queries/0/service               3:41 | The topology has no service shop/wbe; did you mean shop/web?
            {client: {cluster: north}, service: shop/web, port: 81}              | /queries/0/port                  3:57 | The service shop/web has no port 81; it has 80.
            {client: {cluster: north}, service: shop/web, failures: [{kind: zon, name: a}]}      | /queries/0/failures/0/kind 3:69 | The value is "zon"; it has to be one of zone, region, cluster, network, gateway, controlPlane, apiServer, link, certificateAuthority; did you mean zone?
            {client: {cluster: north}, service: shop/web, failures: [{kind: gateway, name: a}]}  | /queries/0/failures/0/name 3:84 | The topology has no gateway a, as it has none.
            {client: {cluster: north}, service: shop/web, failures: [{kind: cluster}]}           | /queries/0/failures/0/name 3:62 | The field name is missing; add it.
            5                                                                    | /queries/0                       3:5  | The value is the number 5; it has to be an object.
            """)
    void whatIsWrongInAQueryIsToldWithItsPlace(String query, String place, String message) {
        assertThat(errors(TOPOLOGY + "queries:\n  - " + query + "\n"))
                .containsExactly(place.replaceAll(" +", " ") + " " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                     | /queries 1:1 The field queries is missing; add it. /topology 1:1 The field topology is missing; add it.
            {topology: [], queries: []} | /topology 1:12 The value is a list; it has to be an object. /queries 1:25 Nothing is asked; add at least one query, with a client and a service.
            {topology: ~, queries: 1}   | /topology 1:12 The field topology is missing; add it. /queries 1:24 The value is the number 1; it has to be a list.
            """)
    void aTopologyAndQueriesHaveToBeThere(String yaml, String expected) {
        assertThat(errors(yaml).stream().sorted().toList()).containsExactlyInAnyOrder(expected.split(" (?=/)", -1));
    }

    @Test
    void aTopologySentAloneIsToldWhatIsMissing() {
        assertThat(errors("name: shop\nclusters: [{name: north}]\n"))
                .extracting(error -> error.replaceAll(" .*", ""))
                .containsExactlyInAnyOrder("/topology", "/queries", "/name", "/clusters");
    }

    @Test
    void askingNothingIsAMistake() {
        assertThat(errors(TOPOLOGY + "queries: []\n"))
                .containsExactly(
                        "/queries 2:10 Nothing is asked; add at least one query, with a client and a service.");
    }

    @Test
    void faultsOfTheTopologyAreToldAtTheirPlaceInTheWhole() {
        assertThat(errors("""
                queries: [{client: {cluster: north}, service: shop/web}]
                topology:
                  name: shop
                  clusters:
                    - name: north
                      netwrk: vpc
                    - name: north
                      mesh: bokos
                  meshes: [{name: books, mtls: strict}]
                """))
                .containsExactly(
                        "/topology/clusters/0/name 5:13 The name north is given to 2 elements of kind cluster."
                                + " Give each of them a name of its own, and correct the references to them.",
                        "/topology/clusters/0/netwrk 6:7 Field netwrk of cluster north is not in the format;"
                                + " did you mean network? Correct the name of the field or remove it; what is not"
                                + " understood is not checked.",
                        "/topology/clusters/1/name 7:13 The name north is given to 2 elements of kind cluster."
                                + " Give each of them a name of its own, and correct the references to them.",
                        "/topology/clusters/1/mesh 8:13 Field mesh of cluster north names the mesh bokos, which is not"
                                + " declared; did you mean books? Correct the name, or declare what it names.",
                        "/topology/meshes/0/mtls 9:32 Field mtls of mesh books is \"strict\", not one of STRICT,"
                                + " PERMISSIVE, DISABLE; did you mean STRICT? Write a value of that form; quote versions,"
                                + " dates and names that look like numbers.");
    }

    @Test
    void anEmptyTopologyIsRefused() {
        assertThat(errors("topology: {name: shop}\n" + SOUND))
                .singleElement()
                .satisfies(error -> assertThat(error).startsWith("/topology/clusters 1:11 "));
    }

    @Test
    void faultsAroundAndInTheTopologyAreToldTogether() {
        assertThat(errors("""
                querys: []
                topology: {name: shop, clusters: [{nme: north}]}
                queries:
                  - {client: {cluster: north}, service: shop/web, port: 0}
                  - {client: {cluster: mars}, service: 7}
                """))
                .extracting(error -> error.replaceAll(" \\D.*", ""))
                .containsExactly(
                        "/querys 1:1",
                        "/topology/clusters/0/name 2:35",
                        "/topology/clusters/0/nme 2:36",
                        "/queries/0/port 4:57",
                        "/queries/1/service 5:40");
    }

    @Test
    void namesAreCheckedInTheQueriesThatCanBeReadAndToldWithTheOthers() {
        assertThat(errors(TOPOLOGY + """
                queries:
                  - {client: {cluster: mars}, service: shop/web, color: red}
                  - {client: {cluster: north}, service: shop/web}
                  - {client: {cluster: north, network: 5}, service: venus/web}
                """))
                .extracting(error -> error.replaceAll(" \\D.*", ""))
                .containsExactly(
                        "/queries/0/client/cluster 3:24",
                        "/queries/0/color 3:50",
                        "/queries/2/client/network 5:40",
                        "/queries/2/service 5:53");
    }

    @Test
    void servicesNeedTheirMeshWhereThereAreSeveral() {
        assertThat(errors("""
                topology:
                  name: shop
                  meshes: [{name: books}, {name: music}]
                  clusters: [{name: north, mesh: books}]
                  services: [{name: web, namespace: shop, mesh: music}]
                queries: [{client: {cluster: north}, service: shop/web}]
                """))
                .containsExactly(
                        "/queries/0/service 6:47 The topology has several meshes, so the service shop/web needs"
                                + " the name of its mesh; write music/shop/web.");
    }

    @Test
    void aHundredThousandQueriesAreOverTheLimit() {
        String query = "{client: {cluster: north}, service: shop/web}, ";
        JsonNode problem =
                assertProblem(post(TOPOLOGY + "queries: [" + query.repeat(100_000) + "]"), 422, "invalid-document");
        assertThat(problem.path("errors").size()).isEqualTo(1);
        assertThat(problem.path("errors").path(0).path("pointer").asString()).isEqualTo("/queries");
        assertThat(problem.path("errors").path(0).path("message").asString())
                .contains("100000 queries", "limit is 1000", "sailplan.limits.queries");
    }

    @Test
    void askingAboutMoreEndpointsThanTheLimitIsRefused() {
        String addresses = "10.10.1.5, ".repeat(1_002);
        String topology = TOPOLOGY.replace(
                "ports: [{number: 80}]", "workloads: [{cluster: north, addresses: [" + addresses + "]}]");
        String query = "{client: {cluster: north}, service: shop/web}, ";
        assertThat(errors(topology + "queries: [" + query.repeat(1_000) + "]"))
                .containsExactly(
                        "/queries 2:10 They ask about 1002000 endpoints, counting each for every gateway of its"
                                + " network, and the limit is 200000, set by sailplan.limits.endpoints; send them in parts.");
    }

    @Test
    void aThousandQueriesAreNot() {
        String query = "{client: {cluster: north}, service: shop/web}, ";
        Answer answer = post(TOPOLOGY + "queries: [" + query.repeat(1_000) + "]");
        assertThat(answer.json().path("views").size()).isEqualTo(1_000);
        assertProblem(post(TOPOLOGY + "queries: [" + query.repeat(1_001) + "]"), 422, "invalid-document");
    }

    @Test
    void errorsAreListedUpToAThousand() {
        String query = "{client: {cluster: mars, network: x}, service: shop/w, port: 0}, ";
        JsonNode problem =
                assertProblem(post(TOPOLOGY + "queries: [" + query.repeat(900) + "]"), 422, "invalid-document");
        assertThat(problem.path("errors").size()).isEqualTo(1_000);
        assertThat(problem.path("detail").asString()).contains("more than 1000 errors");
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("nothing", "", 400, "malformed-document"),
                Arguments.of("a list left open", "queries: [", 400, "malformed-document"),
                Arguments.of("deep queries", "queries: " + "[".repeat(10_000), 400, "malformed-document"),
                Arguments.of(
                        "deep objects in a query",
                        "queries: [" + "{client: ".repeat(5_000) + "}".repeat(5_000) + "]",
                        400,
                        "malformed-document"),
                Arguments.of("a second document", SOUND + "---\n" + TOPOLOGY, 400, "malformed-document"),
                Arguments.of("an alias in itself", "queries: &q [*q]\n", 400, "malformed-document"),
                Arguments.of(
                        "a huge name",
                        TOPOLOGY + "queries: [{" + "k".repeat(2_000) + ": 1}]",
                        400,
                        "malformed-document"),
                Arguments.of("a list", "- queries: []\n", 422, "not-an-object"),
                Arguments.of("a text", "queries", 422, "not-an-object"),
                Arguments.of("a body over the limit", "#" + "x".repeat(8 << 20), 413, "document-too-large"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatCannotBeReadIsRefusedAsForValidations(String what, String body, int status, String slug) {
        assertProblem(post(body), status, slug);
        assertProblem(
                service.post(VIEWS, body, "Content-Type", "application/yaml", "Accept", "text/markdown"), status, slug);
    }

    @Test
    void zippedBodiesThatGrowOverTheLimitOrAreNoneAreRefused() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(" ".repeat(50 << 20).getBytes(StandardCharsets.UTF_8));
        }
        assertProblem(postZipped(zipped.toByteArray()), 413, "document-too-large");
        assertProblem(postZipped(TOPOLOGY.getBytes(StandardCharsets.UTF_8)), 400, "malformed-document");
    }

    private Answer postZipped(byte[] body) {
        return service.post(VIEWS, body, "Content-Type", "application/yaml", "Content-Encoding", "gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/sarif+json", "image/png"})
    void formatsThereAreNotAreRefused(String accept) {
        Answer answer = service.post(VIEWS, TOPOLOGY + SOUND, "Content-Type", "application/yaml", "Accept", accept);
        JsonNode problem = assertProblem(answer, 406, "not-acceptable");
        assertThat(problem.path("detail").asString()).contains("application/json", "text/markdown");
    }

    @Test
    void otherMediaTypesAndMethodsAreRefused() {
        assertProblem(service.post(VIEWS, SOUND, "Content-Type", "text/html"), 415, "unsupported-media-type");
        assertProblem(service.post(VIEWS, SOUND), 415, "unsupported-media-type");
        assertProblem(service.get(VIEWS), 405, "method-not-allowed");
    }

    @Test
    void hostileNamesDoNotLeaveTheirQuotes() {
        String name = "<script>\\u0007" + "y".repeat(5_000);
        assertThat(errors(TOPOLOGY + "queries: [{client: {cluster: \"" + name + "\"}, service: shop/web}]\n"))
                .singleElement()
                .satisfies(error -> assertThat(error).hasSizeLessThan(250));
    }
}
