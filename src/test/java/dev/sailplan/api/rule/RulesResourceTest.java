package dev.sailplan.api.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.rule.RuleDescription;
import dev.sailplan.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RulesResourceTest {

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    @Test
    void listsEveryRuleInTheOrderOfTheCodes() {
        assertThat(service.get("/api/v1/rules").json().findValuesAsString("code"))
                .isSorted()
                .containsExactlyElementsOf(Rules.catalog().descriptions().stream()
                        .map(RuleDescription::code)
                        .toList());
    }

    @Test
    void namesEverySeverityAFindingOfARuleCanHave() {
        JsonNode rule = service.get("/api/v1/rules/DSC001").json();
        assertThat(rule.path("severity").asString()).isEqualTo("ERROR");
        assertThat(rule.path("severities").values().stream().map(JsonNode::asString))
                .containsExactly("ERROR", "WARNING");
    }

    @Test
    void answersWithThePageOfARule() throws IOException {
        String page = Files.readString(Path.of("docs/rules/IDN001.md"));
        assertThat(service.get("/api/v1/rules/IDN001").json().path("page").asString())
                .isEqualTo(page);
        Answer markdown = service.get("/api/v1/rules/IDN001", "Accept", "text/markdown");
        assertThat(markdown.type()).startsWith("text/markdown");
        assertThat(markdown.body()).isEqualTo(page);
    }

    @Test
    void everyFindingLeadsToItsRule() throws IOException {
        String broken = Files.readString(Path.of("docs/examples/broken/SVC007-name-collision.yaml"));
        String documentation =
                service.validate(broken).json().at("/findings/0/documentation").asString();
        assertThat(service.get(documentation).json().path("code").asString()).isEqualTo("SVC007");
    }
}
