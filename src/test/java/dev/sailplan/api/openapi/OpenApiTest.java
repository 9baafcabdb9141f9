package dev.sailplan.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.finding.Severity;
import dev.sailplan.reachability.Reason;
import dev.sailplan.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenApiTest {

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    @Test
    void theCommittedDescriptionIsTheServicesOwn() {
        Generated.file(
                Path.of("docs/openapi.yaml"), service.get("/v3/api-docs.yaml").body());
    }

    @Test
    void describesItselfInVersion31() {
        assertThat(service.get("/v3/api-docs").json().path("openapi").asString())
                .startsWith("3.1");
    }

    @Test
    void offersEveryExampleInBothNotations() throws IOException {
        JsonNode content =
                service.get("/v3/api-docs").json().at("/paths/~1api~1v1~1validations/post/requestBody/content");
        List<String> names = names();
        assertThat(names).hasSizeGreaterThan(20);
        assertThat(content.path("application/json").path("examples").propertyNames())
                .as("all but the one whose fault JSON objects cannot show")
                .containsExactlyElementsOf(names.stream()
                        .filter(name -> !name.equals("STR002-duplicate-key"))
                        .toList());
        assertThat(content.path("application/yaml").path("examples").propertyNames())
                .containsExactlyElementsOf(names);
    }

    /** Sent exactly as Swagger UI sends them. */
    @Test
    void everyExampleSentAsItIsShownGetsItsVerdict() {
        JsonNode description = service.get("/v3/api-docs").json();
        JsonNode content = description.at("/paths/~1api~1v1~1validations/post/requestBody/content");
        for (String type : List.of("application/json", "application/yaml")) {
            content.path(type).path("examples").properties().forEach(example -> {
                String component = example.getValue().path("$ref").asString().substring(1);
                JsonNode value = description.at(component).path("value");
                String body = value.isString() ? value.asString() : value.toPrettyString();
                JsonNode report = service.post("/api/v1/validations", body, "Content-Type", type)
                        .json();
                boolean broken = isBroken(example.getKey());
                assertThat(report.path("verdict").asString().equals("PASS"))
                        .as("%s as %s: %s", example.getKey(), type, report)
                        .isEqualTo(!broken);
            });
        }
    }

    /** What only an INFO is found in passes. */
    private static boolean isBroken(String name) {
        return Rules.catalog()
                .find(name.replaceFirst("-.*", ""))
                .filter(rule -> rule.severity() != Severity.INFO)
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint-views, docs/examples/views",
        "comparisons, docs/examples/comparisons",
        "rankings, docs/examples/rankings",
        "simulations, docs/examples/simulations",
        "scores, docs/examples"
    })
    void everyRequestSentAsItIsShownIsAnswered(String resource, String folder) throws IOException {
        JsonNode description = service.get("/v3/api-docs").json();
        JsonNode content = description.at("/paths/~1api~1v1~1" + resource + "/post/requestBody/content");
        for (String type : List.of("application/json", "application/yaml")) {
            JsonNode examples = content.path(type).path("examples");
            assertThat(examples.propertyNames()).containsExactlyElementsOf(namesIn(folder));
            examples.properties().forEach(example -> {
                String component = example.getValue().path("$ref").asString().substring(1);
                String body = description.at(component).path("value").toPrettyString();
                assertThat(service.post("/api/v1/" + resource, body, "Content-Type", type)
                                .status())
                        .as("%s as %s", example.getKey(), type)
                        .isEqualTo(200);
            });
        }
    }

    @Test
    void listsEveryReasonWhereItCanBeAnswered() {
        JsonNode schemas = service.get("/v3/api-docs").json().at("/components/schemas");
        JsonNode served = schemas.at("/ServedEndpoint/properties/reasons/items");
        JsonNode dropped = schemas.at("/DroppedEndpoints/properties/reason");
        List<String> words = Stream.of(served, dropped)
                .flatMap(schema -> schema.path("enum").valueStream())
                .map(JsonNode::asString)
                .toList();
        assertThat(words)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Reason.values()).map(Reason::toString).toList());
        assertThat(served.path("description").asString()).contains(Reason.DENIED_BY_POLICY.explanation());
        assertThat(dropped.path("description").asString()).contains(Reason.NOT_DISCOVERED.explanation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint-views", "comparisons", "rankings", "simulations", "scores"})
    void namesTheStatusOfEveryRefusal(String resource) {
        assertThat(service.get("/v3/api-docs")
                        .json()
                        .at("/paths/~1api~1v1~1" + resource + "/post/responses")
                        .propertyNames())
                .contains("200", "400", "406", "413", "415", "422");
    }

    @ParameterizedTest
    @CsvSource({"simulations, SimulationJob", "rankings, RankingJob"})
    void saysThatSomeRequestsMayBecomeAJobAndFindNoPlace(String resource, String job) {
        JsonNode paths = service.get("/v3/api-docs").json().path("paths");
        JsonNode responses = paths.at("/~1api~1v1~1" + resource + "/post/responses");
        assertThat(responses.at("/202/headers").propertyNames())
                .containsExactlyInAnyOrder("Location", "Preference-Applied", "Retry-After");
        assertThat(responses.at("/503/headers").propertyNames()).containsExactly("Retry-After");
        assertThat(responses.at("/202/content/application~1json/schema/$ref").asString())
                .endsWith("/" + job);
        JsonNode answer = paths.at("/~1api~1v1~1" + resource + "~1{id}/get/responses/200/content");
        assertThat(answer.at("/application~1json/schema/$ref").asString()).endsWith("/" + job);
        assertThat(answer.propertyNames()).containsExactly("application/json", "text/markdown");
    }

    private static List<String> namesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> sound = Files.list(Path.of("docs/examples"));
                Stream<Path> broken = Files.list(Path.of("docs/examples/broken"))) {
            return Stream.concat(sound.sorted(), broken.sorted())
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .toList();
        }
    }

    @Test
    void everyOperationSaysWhatAProblemLooksLike() {
        JsonNode paths = service.get("/v3/api-docs").json().path("paths");
        assertThat(paths.size()).isGreaterThanOrEqualTo(5);
        paths.forEach(path -> path.forEach(operation -> assertThat(
                        operation.at("/responses/default/content").propertyNames())
                .containsExactly("application/problem+json")));
    }
}
