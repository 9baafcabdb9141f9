package dev.sailplan.api.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The page docs/comparisons.md says what the answer is. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ComparisonsPageTest {

    private static final Path PAGE = Path.of("docs/comparisons.md");

    @LocalServerPort
    private int port;

    private Answer answer(String accept) throws IOException {
        Answer answer = new Service(port)
                .post("/api/v1/comparisons", example(), "Content-Type", "application/yaml", "Accept", accept);
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
        Generated.region(PAGE, "example", "```json\n" + written(report) + "```\n");
    }

    @Test
    void theCommentOnTheExampleIsTheRealOne() throws IOException {
        Generated.region(
                PAGE, "comment", "````markdown\n" + answer("text/markdown").body() + "````\n");
    }

    /** One line for each entry of a list. */
    private static String written(JsonNode report) {
        return report.properties().stream()
                .map(field -> "  \"" + field.getKey() + "\": " + lines(field.getValue(), "  "))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String lines(JsonNode value, String indent) {
        if (value.isArray() && !value.isEmpty()) {
            List<String> elements = value.valueStream().map(JsonNode::toString).toList();
            return "[\n" + indent + "  " + String.join(",\n" + indent + "  ", elements) + "\n" + indent + "]";
        }
        return isDeep(value)
                ? value.properties().stream()
                        .map(field ->
                                indent + "  \"" + field.getKey() + "\": " + lines(field.getValue(), indent + "  "))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"))
                : value.toString();
    }

    /** Findings, a topology, its scores, a family of them and its dimensions: a line for each field would else be too long. */
    private static boolean isDeep(JsonNode value) {
        return value.path("unchanged").isArray()
                || value.has("scores")
                || value.has("isolation")
                || value.has("dimensions")
                || (!value.isEmpty() && value.valueStream().allMatch(each -> each.has("band")));
    }

    @Test
    void everyFieldOfTheAnswerIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        JsonNode report = answer("application/json").json();
        assertThat(report.propertyNames()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(report.path("changes").path(0).propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(report.at("/changes/0/fields/0").propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`fields[]." + name + "`"));
        assertThat(report.path("base").propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        assertThat(report.path("findings").propertyNames())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
