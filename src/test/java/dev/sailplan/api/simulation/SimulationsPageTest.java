package dev.sailplan.api.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.document.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page docs/simulations.md says what the answer is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SimulationsPageTest {

    private static final Path PAGE = Path.of("docs/simulations.md");

    @LocalServerPort
    private int port;

    private Answer answer(String yaml, String accept) {
        Answer answer = new Service(port)
                .post("/api/v1/simulations", yaml, "Content-Type", "application/yaml", "Accept", accept);
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
        JsonNode report = answer(example(), "application/json").json();
        Generated.region(PAGE, "example", "```json\n" + written(report) + "```\n");
    }

    @Test
    void theSummaryOfTheExampleIsTheRealOne() throws IOException {
        Generated.region(
                PAGE,
                "summary",
                "````markdown\n" + answer(example(), "text/markdown").body() + "````\n");
    }

    /** Worked out by hand. */
    @Test
    void theExampleLosesWhatOneSees() throws IOException {
        JsonNode sets = answer(example(), "application/json").json().at("/cutSets/sets");

        assertThat(sets.valueStream()
                        .map(set -> String.join(" + ", set.path("failures").findValuesAsString("name"))))
                .containsExactly("eu-south-1", "south", "vpc-south", "eastwest-south", "eu-south-1a + eu-south-1b");
    }

    /** One line for each entry of a list. */
    private static String written(JsonNode report) {
        return report.properties().stream()
                .map(field -> "  \"" + field.getKey() + "\": " + lines(field.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String lines(JsonNode value) {
        if (value.has("sets")) {
            return value.toString().replace("{\"failures\"", "\n    {\"failures\"");
        }
        List<String> elements =
                value.isArray() ? value.valueStream().map(JsonNode::toString).toList() : List.of();
        return elements.isEmpty() ? value.toString() : "[\n    " + String.join(",\n    ", elements) + "\n  ]";
    }

    @Test
    void everyFieldOfTheAnswerIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        JsonNode report = answer(
                        example()
                                .replace(
                                        "upTo: 2",
                                        "failures: [{kind: region, name: eu-south-1}, {kind: apiServer, name: north}]"),
                        "application/json")
                .json();
        Stream.of(report, report.at("/failures/0"), report.at("/failures/0/lost/0/consumers/0"))
                .flatMap(object -> object.propertyNames().stream())
                .forEach(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(report.at("/together/counts/frozen").asInt()).isEqualTo(1);
    }

    @Test
    void everyKindOfFailureIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        for (FailureKind kind : FailureKind.values()) {
            assertThat(page).contains("| `" + kind + "` |");
        }
    }
}
