package dev.sailplan.api.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.score.DimensionScore;
import dev.sailplan.score.FamilyScore;
import dev.sailplan.score.Lever;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page docs/scores/README.md says what the answer is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ScoresPageTest {

    private static final Path PAGE = Path.of("docs/scores/README.md");

    @LocalServerPort
    private int port;

    private Answer answer(String accept) throws IOException {
        Answer answer = new Service(port)
                .post("/api/v1/scores", example(), "Content-Type", "application/yaml", "Accept", accept);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static String example() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    @Test
    void theAnswerToTheExampleIsTheRealOne() throws IOException {
        JsonNode report = answer("application/json").json();
        Generated.region(PAGE, "example", "```json\n" + report(report) + "\n```\n");
    }

    @Test
    void theTableOfTheExampleIsTheRealOne() throws IOException {
        String text = answer("text/markdown").body();
        Generated.region(PAGE, "table", "````markdown\n" + text.substring(0, text.indexOf("\n## ")) + "````\n");
    }

    @Test
    void theEstimateWithNumbersOfOnesOwnIsTheRealOne() throws IOException {
        JsonNode estimate = new Service(port)
                .post(
                        "/api/v1/scores?availabilityOf=region:0.9999&availabilityOf=zone:0.999",
                        Files.readString(Path.of("docs/examples/multi-primary-multi-network.yaml")),
                        "Content-Type",
                        "application/yaml")
                .json()
                .at("/availability/dimensions/estimate");
        Generated.region(
                Path.of("docs/scores/estimate.md"),
                "own-numbers",
                "```json\n{\n  \"band\": %s,\n  \"points\": %s,\n  \"figures\": %s,\n  \"assumptions\": [%s, …]\n}\n```\n"
                        .formatted(
                                estimate.path("band"),
                                estimate.path("points"),
                                estimate.path("figures"),
                                estimate.at("/assumptions/0")));
    }

    private static String report(JsonNode report) {
        return object(report, "", value -> value.has("dimensions") ? family(value) : value.toString());
    }

    private static String family(JsonNode family) {
        return object(family, "  ", value -> value.isObject() ? dimensions(value) : value.toString());
    }

    private static String dimensions(JsonNode dimensions) {
        return object(dimensions, "    ", value -> object(value, "      ", ScoresPageTest::entries));
    }

    /** One line for each entry of a list. */
    private static String entries(JsonNode value) {
        if (!value.isArray() || value.isEmpty() || value.path(0).isString()) {
            return value.toString();
        }
        List<String> elements = value.valueStream().map(JsonNode::toString).toList();
        return "[\n          " + String.join(",\n          ", elements) + "\n        ]";
    }

    /** One line for each field. */
    private static String object(JsonNode object, String indent, Function<JsonNode, String> format) {
        if (object.isEmpty()) {
            return "{}";
        }
        return object.properties().stream()
                .map(field -> indent + "  \"" + field.getKey() + "\": " + format.apply(field.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    @Test
    void theExampleHasALever() throws IOException {
        assertThat(answer("application/json")
                        .json()
                        .at("/isolation/dimensions/tenancy/lever/band")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void everyFieldOfTheAnswerIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(answer("application/json").json().propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        Stream.of(FamilyScore.class, DimensionScore.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .forEach(name -> assertThat(page).contains("| `" + name + "` |"));
        Stream.of(Lever.class.getRecordComponents())
                .forEach(field -> assertThat(page).contains("`lever." + field.getName() + "`"));
    }
}
