package dev.sailplan.api.endpointview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.reachability.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page docs/endpoint-views.md says what the answer is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class EndpointViewsPageTest {

    private static final Path PAGE = Path.of("docs/endpoint-views.md");

    private static final Map<Reason.Kind, String> KINDS = Map.of(
            Reason.Kind.PATH, "path",
            Reason.Kind.NAME, "name",
            Reason.Kind.DROP, "dropped",
            Reason.Kind.LIMIT, "dropped, not lost",
            Reason.Kind.UNREACHABLE, "served and unreachable");

    @LocalServerPort
    private int port;

    @Test
    void everyReasonIsListedWithItsKind() {
        String rows = Stream.of(Reason.values())
                .map(reason -> "| `%s` | %s | %s |\n"
                        .formatted(reason, Objects.requireNonNull(KINDS.get(reason.kind())), reason.explanation()))
                .collect(
                        Collectors.joining("", "| Reason | Kind | What it says of an endpoint |\n|---|---|---|\n", ""));
        Generated.region(PAGE, "reasons", rows);
    }

    @Test
    void everyFieldOfTheAnswerIsListed() {
        String tables = Stream.of(
                        EndpointViewsAnswer.View.class,
                        EndpointViewsAnswer.Endpoint.class,
                        EndpointViewsAnswer.Dropped.class)
                .map(EndpointViewsPageTest::table)
                .collect(Collectors.joining("\n"));
        Generated.region(PAGE, "answer-fields", tables);
    }

    private static String table(Class<?> type) {
        Schema schema = Objects.requireNonNull(type.getAnnotation(Schema.class));
        String title = schema.name().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return Arrays.stream(type.getRecordComponents())
                .map(field -> "| `%s` | %s | %s |\n".formatted(field.getName(), valueOf(field), descriptionOf(field)))
                .collect(Collectors.joining(
                        "",
                        "#### %s\n\n%s\n\n| Field | Value | Meaning |\n|---|---|---|\n"
                                .formatted(
                                        title.charAt(0) + title.substring(1).toLowerCase(java.util.Locale.ROOT),
                                        schema.description()),
                        ""));
    }

    private static Schema schemaOf(RecordComponent field) {
        return Objects.requireNonNull(field.getAccessor().getAnnotation(Schema.class), field::toString);
    }

    private static String valueOf(RecordComponent field) {
        String[] words = schemaOf(field).allowableValues();
        if (words.length > 0) {
            return Stream.of(words).map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        return switch (field.getType().getSimpleName()) {
            case "String" -> "text";
            case "boolean" -> "true or false";
            case "List" -> "list";
            default -> "whole number";
        };
    }

    private static String descriptionOf(RecordComponent field) {
        return schemaOf(field).description();
    }

    @Test
    void theAnswerToTheExampleIsTheRealOne() throws IOException {
        Answer answer = new Service(port).post("/api/v1/endpoint-views", example(), "Content-Type", "application/yaml");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode view = answer.json().path("views").path(0);
        Generated.region(PAGE, "example", "```json\n" + written(view) + "```\n");
    }

    private static String example() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    /** One line for each entry. */
    private static String written(JsonNode view) {
        String fields = view.properties().stream()
                .map(field -> "    \"" + field.getKey() + "\": " + lines(field.getValue()))
                .collect(Collectors.joining(",\n"));
        return "{\n  \"views\": [{\n" + fields + "\n  }]\n}\n";
    }

    private static String lines(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return value.toString();
        }
        List<String> elements = value.valueStream().map(JsonNode::toString).toList();
        return "[\n      " + String.join(",\n      ", elements) + "\n    ]";
    }

    /** Worked out by hand from what the page says about weights. */
    @Test
    void theWeightsOfTheExampleAreThoseThePageExplains() throws IOException {
        JsonNode view = new Service(port)
                .post("/api/v1/endpoint-views", example(), "Content-Type", "application/yaml")
                .json()
                .path("views")
                .path(0);
        assertThat(view.path("endpoints").findValuesAsString("weight")).containsExactly("2", "2", "3", "3");
        assertThat(view.path("dropped").findValuesAsString("reason")).containsExactly("cross-network-needs-mtls");
        assertThat(view.path("verdict").asString()).isEqualTo("degraded");
    }
}
