package dev.sailplan.api.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page docs/rankings.md says what the answer is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RankingsPageTest {

    private static final Path PAGE = Path.of("docs/rankings.md");
    private static final Path EXAMPLE = Path.of("docs/examples/rankings/three-designs.yaml");

    @LocalServerPort
    private int port;

    private Answer answer(String accept) throws IOException {
        Answer answer = new Service(port)
                .post(
                        "/api/v1/rankings",
                        Files.readString(EXAMPLE),
                        "Content-Type",
                        "application/yaml",
                        "Accept",
                        accept);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void theTextOnTheExampleIsTheRealOne() throws IOException {
        Generated.region(
                PAGE, "text", "````markdown\n" + answer("text/markdown").body() + "````\n");
    }

    @Test
    void theAnswerToTheExampleIsTheRealOne() throws IOException {
        JsonNode report = answer("application/json").json();
        Generated.region(PAGE, "example", "```json\n" + written(report) + "```\n");
    }

    /** One line for each field, and for each of every candidate. */
    private static String written(JsonNode report) {
        return report.properties().stream()
                .map(field -> "  \"" + field.getKey() + "\": " + value(field.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String value(JsonNode value) {
        return value.isArray() && value.path(0).isObject()
                ? value.valueStream()
                        .map(RankingsPageTest::candidate)
                        .collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"))
                : value.toString();
    }

    private static String candidate(JsonNode candidate) {
        return candidate.properties().stream()
                .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                .collect(Collectors.joining(",\n     ", "{", "}"));
    }

    @Test
    void everyFieldOfTheAnswerIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        JsonNode report = answer("application/json").json();
        List<JsonNode> objects = List.of(
                report,
                report.at("/candidates/0"),
                report.at("/candidates/0/requirements"),
                report.at("/candidates/0/requirements/results/0"));
        assertThat(objects)
                .allSatisfy(object -> assertThat(object.propertyNames())
                        .allSatisfy(name -> assertThat(page).contains("`" + name + "`")));
    }
}
