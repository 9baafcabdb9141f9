package dev.sailplan.api.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What decides whether a pipeline fails, as the page docs/profiles.md says. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sailplan.profiles.platform.base=strict",
            "sailplan.profiles.platform.rules.NET001=warning",
            "sailplan.profiles.platform.rules.GWY009=false"
        })
class ProfilesAndWaiversTest {

    private static final String ERROR = read("docs/examples/broken/NET001-overlapping-addresses.yaml");
    private static final String WARNING = read("docs/examples/broken/WVR001-waiver-expired.yaml");
    private static final String STRUCTURE = read("docs/examples/broken/STR001-unknown-field.yaml");
    private static final String WAIVED = ERROR + """

            waivers:
              - rule: NET001
                subjects: [cluster/*]
                reason: renumbered in spring
                owner: network team
                expires: 2027-04-30
            """;

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    private Answer validate(String yaml, String query) {
        return service.post("/api/v1/validations" + query, yaml, "Content-Type", "application/yaml");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ERROR,     '',                                   FAIL, 422, 422
                    WAIVED,    '',                                   PASS, 200, 200
                    WAIVED,    &ignoreWaivers=true,                  FAIL, 422, 422
                    WAIVED,    &ignoreWaivers=false,                 PASS, 200, 200
                    ERROR,     &severity=NET001:warning,             WARN, 200, 422
                    ERROR,     &severity=NET001:info,                PASS, 200, 200
                    ERROR,     &severity=NET001:off,                 PASS, 200, 200
                    ERROR,     &profile=lenient,                     FAIL, 422, 422
                    ERROR,     &profile=platform,                    WARN, 200, 422
                    ERROR,     '&profile=platform&severity=NET001:error', FAIL, 422, 422
                    WARNING,   '',                                   WARN, 200, 422
                    WARNING,   &profile=strict,                      FAIL, 422, 422
                    WARNING,   &profile=platform,                    FAIL, 422, 422
                    WARNING,   &profile=lenient,                     PASS, 200, 200
                    WARNING,   '&profile=strict&severity=WVR001:OFF', PASS, 200, 200
                    STRUCTURE, &profile=lenient,                     FAIL, 422, 422
                    """)
    void theProfileThenTheWaiverThenTheThresholdDecide(
            String document, String query, String verdict, int onError, int onWarning) {
        String yaml = switch (document) {
            case "ERROR" -> ERROR;
            case "WAIVED" -> WAIVED;
            case "WARNING" -> WARNING;
            default -> STRUCTURE;
        };
        Answer never = validate(yaml, "?asOf=2026-11-20" + query);
        assertThat(never.status()).isEqualTo(200);
        assertThat(never.json().path("verdict").asString()).isEqualTo(verdict);
        Answer error = validate(yaml, "?asOf=2026-11-20&failOn=error" + query);
        assertThat(error.status()).isEqualTo(onError);
        assertThat(error.body()).isEqualTo(never.body());
        assertThat(validate(yaml, "?failOn=warning" + query).status()).isEqualTo(onWarning);
    }

    @Test
    void aWaivedFindingStaysInTheReportAndIsCountedAsWaived() {
        JsonNode report = validate(WAIVED, "").json();
        assertThat(report.at("/summary/waived").asInt()).isEqualTo(1);
        assertThat(report.at("/summary/error").asInt()).isZero();
        assertThat(report.at("/findings/0/severity").asString()).isEqualTo("ERROR");
        assertThat(report.at("/findings/0/waived").toString())
                .isEqualTo("{\"pointer\":\"/waivers/0\",\"reason\":\"renumbered in spring\","
                        + "\"owner\":\"network team\",\"expires\":\"2027-04-30\"}");
        assertThat(report.path("waiversIgnored").asBoolean()).isFalse();
    }

    @Test
    void auditorsSeeTheReportAsIfNothingWereWaived() {
        JsonNode report = validate(WAIVED, "?ignoreWaivers=true").json();
        assertThat(report.at("/summary/waived").asInt()).isZero();
        assertThat(report.at("/findings/0/waived").isNull()).isTrue();
        assertThat(report.path("waiversIgnored").asBoolean()).isTrue();
        assertThat(report.path("findings"))
                .noneMatch(finding -> finding.path("rule").asString().startsWith("WVR"));
    }

    @Test
    void aWaiverBoundToTheFindingAsItIsLapsesWhenTheFindingChanges() {
        String fingerprint =
                validate(ERROR, "").json().at("/findings/0/fingerprint").asString();
        String bound = WAIVED + "    evidence: " + fingerprint + "\n";
        assertThat(validate(bound, "").json().path("verdict").asString()).isEqualTo("PASS");
        String other = bound.replace("evidence: " + fingerprint, "evidence: 00000000000000000000000000000000");
        assertThat(validate(other, "").json().path("verdict").asString()).isEqualTo("FAIL");
    }

    @Test
    void theReportAndTheVersionOfTheRulesetSayWhichProfileItWas() {
        JsonNode strict = validate(WARNING, "?profile=strict").json();
        assertThat(strict.path("profile").toString())
                .isEqualTo(
                        "{\"name\":\"strict\",\"levels\":{\"ERROR\":\"ERROR\",\"WARNING\":\"ERROR\",\"INFO\":\"INFO\"},"
                                + "\"rules\":{}}");
        assertThat(strict.at("/ruleset/version").asString()).endsWith("+strict");
        JsonNode own = validate(WARNING, "?profile=platform").json();
        assertThat(own.at("/profile/rules").toString()).isEqualTo("{\"GWY009\":\"OFF\",\"NET001\":\"WARNING\"}");
        assertThat(own.at("/ruleset/version").asString()).matches(".*[+]platform[.][0-9a-f]{8}");
        assertThat(validate(WARNING, "").json().at("/ruleset/version").asString())
                .doesNotContain("+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?profile=strikt",
                "?profile=",
                "?severity=NET001",
                "?severity=NET001:fatal",
                "?severity=:error",
                "?severity=NET999:error",
                "?severity=STR001:off",
                "?severity=",
                "?ignoreWaivers=yes",
                "?ignoreWaivers="
            })
    void refusesWhatCannotBeMeant(String query) {
        Answer answer = validate(ERROR, query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
        assertThat(answer.json().path("detail").asString()).endsWith(".");
    }

    @Test
    void listsTheProfiles() {
        JsonNode profiles = service.get("/api/v1/profiles").json();
        assertThat(profiles.path("standard").asString()).isEqualTo("default");
        assertThat(profiles.path("profiles"))
                .extracting(profile -> profile.path("name").asString())
                .containsExactly("default", "lenient", "platform", "strict");
    }
}
