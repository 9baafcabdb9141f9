package dev.sailplan.api.endpointview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Endpoint views as a client of the service gets them. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndpointViewsTest {

    private static final String VIEWS = "/api/v1/endpoint-views";

    /** Two clusters on one network, where every endpoint is called directly. */
    private static final String REQUEST = """
            queries:
              - {client: {cluster: north}, service: shop/web}
              - {client: {cluster: south}, service: stock/inventory, port: 80}
            topology:
              name: bookshop
              meshes: [{name: books, certificateAuthority: {root: r}}]
              networks: [{name: vpc}]
              clusters:
                - {name: north, mesh: books, network: vpc, region: eu, zones: [eu-a]}
                - {name: south, mesh: books, network: vpc, apiServer: {address: "https://192.0.2.1", reachableFrom: ["*"]}}
              controlPlanes:
                - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                - {name: istiod-south, cluster: south, remoteSecrets: []}
              services:
                - name: web
                  namespace: shop
                  ports: [{name: http, number: 80}]
                  workloads:
                    - {cluster: north, addresses: [10.10.1.5]}
                    - {cluster: south, addresses: [10.20.1.5]}
                - name: inventory
                  namespace: stock
                  ports: [{name: http, number: 80}]
                  workloads: [{cluster: south, addresses: [10.20.2.7, 10.20.2.8]}]
            """;

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer post(String yaml, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/yaml"), Stream.of(headers))
                .toArray(String[]::new);
        return service.post(VIEWS, yaml, all);
    }

    @Test
    void answersOneViewForEachQueryInTheirOrder() {
        Answer answer = post(REQUEST);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("views");
        JsonNode views = answer.json().path("views");
        assertThat(views.size()).isEqualTo(2);
        assertThat(addressesOf(views.path(0))).containsExactlyInAnyOrder("10.10.1.5", "10.20.1.5");
        assertThat(addressesOf(views.path(1))).containsExactly("10.20.2.7", "10.20.2.8");
    }

    private static List<String> addressesOf(JsonNode view) {
        return view.path("endpoints").findValuesAsString("address");
    }

    @Test
    void namesItsPartsAsDocumentedAndLeavesOutWhatIsNotSet() {
        JsonNode view = post(REQUEST).json().path("views").path(0);
        assertThat(view.propertyNames()).containsExactly("resolves", "endpoints", "dropped", "verdict", "assumed");
        assertThat(view.path("resolves").asBoolean()).isTrue();
        assertThat(view.path("verdict").asString()).isEqualTo("reachable");
        JsonNode south = endpointIn("south", view);
        assertThat(south.has("locality")).isFalse();
        assertThat(south.has("unreachableReplicas")).isFalse();
        JsonNode north = endpointIn("north", view);
        assertThat(north.path("locality").asString()).isEqualTo("eu/eu-a");
        assertThat(north.path("kind").asString()).isEqualTo("direct");
        assertThat(north.path("network").asString()).isEqualTo("vpc");
        assertThat(north.path("weight").isNumber()).isTrue();
        assertThat(north.path("priority").asInt()).isZero();
        assertThat(north.path("replicas").asInt()).isEqualTo(1);
        assertThat(north.path("reachable").asBoolean()).isTrue();
        assertThat(north.path("reasons").path(0).asString()).isEqualTo("same-network");
    }

    private static JsonNode endpointIn(String cluster, JsonNode view) {
        return view.path("endpoints")
                .valueStream()
                .filter(endpoint -> endpoint.path("cluster").asString().equals(cluster))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatIsDroppedWithAPointerIntoTheTopology() {
        String elsewhere = REQUEST.replace("client: {cluster: north}", "client: {cluster: north, networkView: [other]}")
                .replace("networks: [{name: vpc}]", "networks: [{name: vpc}, {name: other}]");
        JsonNode view = post(elsewhere).json().path("views").path(0);
        assertThat(view.path("endpoints").size()).isZero();
        JsonNode dropped = view.path("dropped").path(1);
        assertThat(dropped.propertyNames())
                .containsExactly("workload", "address", "cluster", "network", "reason", "replicas");
        assertThat(dropped.path("workload").asString()).isEqualTo("/services/0/workloads/1");
        assertThat(dropped.path("reason").asString()).isEqualTo("outside-network-view");
        assertThat(dropped.path("cluster").asString()).isEqualTo("south");
    }

    @Test
    void takesWhatIsSaidToHaveFailedForFailed() {
        String failing =
                REQUEST.replace("service: shop/web", "service: shop/web, failures: [{kind: cluster, name: south}]");
        JsonNode view = post(failing).json().path("views").path(0);
        assertThat(view.path("verdict").asString()).isEqualTo("degraded");
        assertThat(endpointIn("south", view).path("reasons").toString()).contains("element-failed");
    }

    @Test
    void readsJsonAndYamlAlikeWhateverOrderTheirFieldsHave() {
        String json = JsonMapper.shared()
                .writeValueAsString(YAMLMapper.builder().build().readTree(REQUEST));
        Answer answer = service.post(VIEWS, json, "Content-Type", "application/json");
        assertThat(answer.body()).isEqualTo(post(REQUEST).body());
        int topology = REQUEST.indexOf("topology:");
        assertThat(post(REQUEST.substring(topology) + REQUEST.substring(0, topology))
                        .body())
                .isEqualTo(answer.body());
    }

    @Test
    void readsGzip() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(REQUEST.getBytes(StandardCharsets.UTF_8));
        }
        Answer answer = service.post(
                VIEWS, zipped.toByteArray(), "Content-Type", "application/yaml", "Content-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(post(REQUEST).body());
    }

    @Test
    void keepsTheOrderOfManyQueries() {
        String queries = IntStream.range(0, 500)
                .mapToObj(i -> "  - {client: {cluster: north}, service: "
                        + (i % 3 == 0 ? "stock/inventory" : "shop/web") + "}\n")
                .collect(Collectors.joining());
        JsonNode views = post("queries:\n" + queries + REQUEST.substring(REQUEST.indexOf("topology:")))
                .json()
                .path("views");
        assertThat(views.size()).isEqualTo(500);
        for (int i = 0; i < 500; i++) {
            assertThat(addressesOf(views.path(i)).contains("10.20.2.7"))
                    .as("query %d", i)
                    .isEqualTo(i % 3 == 0);
        }
    }

    @Test
    void explainsItselfInMarkdown() {
        Answer answer = post(REQUEST, "Accept", "text/markdown");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/markdown;charset=UTF-8");
        assertThat(answer.body().lines().filter(line -> line.startsWith("## ")))
                .containsExactly("## north calls shop/web", "## south calls stock/inventory on port 80");
        assertThat(answer.body()).contains("**reachable**: ", "| `10.20.2.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/*", "application/json", "text/html,application/json;q=0.9,*/*;q=0.8", "text/html,*/*;q=0.8"})
    void answersInJsonUnlessAskedForMore(String accept) {
        assertThat(post(REQUEST, "Accept", accept).type()).isEqualTo("application/json");
    }

    @Test
    void ignoresFindingsThatAreNoneOfTheStructure() {
        String overlapping = REQUEST.replace("zones: [eu-a]}", "zones: [eu-a], podCidrs: [10.0.0.0/8]}")
                .replace("name: south, mesh", "name: south, podCidrs: [10.0.0.0/8], mesh");
        String topology =
                overlapping.substring(overlapping.indexOf("topology:") + 9).replaceAll("(?m)^  ", "");
        assertThat(service.validate(topology).json().path("verdict").asString()).isEqualTo("FAIL");
        assertThat(post(overlapping).status()).isEqualTo(200);
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/examples/views"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAnsweredAndItsTopologySoundButForWhatItShows(Path file) {
        String yaml = read(file);
        assertThat(yaml.lines().findFirst().orElse("")).matches("# \\w.+\\.");
        Answer answer = post(yaml);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        String topology = yaml.substring(yaml.indexOf("\ntopology:\n") + 11).replaceAll("(?m)^  ", "");
        JsonNode report = service.validate(topology).json();
        assertThat(report.path("findings").valueStream())
                .filteredOn(finding -> !finding.path("severity").asString().equals("INFO"))
                .map(finding -> finding.path("rule").asString())
                .isEqualTo(file.endsWith("missing-remote-secret.yaml") ? List.of("TRF001", "DSC001") : List.of());
        assertThat(report.path("notEvaluated").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            cross-network-call,    reachable reachable
            missing-remote-secret, unreachable degraded
            failed-gateway,        reachable degraded unreachable
            federation,            reachable unreachable
            """)
    void theExamplesShowWhatTheySay(String name, String verdicts) {
        JsonNode views = post(read(Path.of("docs/examples/views", name + ".yaml")))
                .json()
                .path("views");
        assertThat(String.join(" ", views.findValuesAsString("verdict"))).isEqualTo(verdicts);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
