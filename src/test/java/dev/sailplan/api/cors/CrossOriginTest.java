package dev.sailplan.api.cors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What browsers are told about pages from elsewhere. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sailplan.cors.allowed-origins=https://dash.example.com, https://*.apps.example.com",
            "sailplan.cors.max-age=10m"
        })
class CrossOriginTest {

    private static final String PATH = "/api/v1/profiles";
    private static final String OURS = "https://dash.example.com";
    private static final String FOREIGN = "https://dash.example.org";

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer askBeforehand(String origin, String method, String... headers) {
        return service.send(
                "OPTIONS",
                PATH,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                String.join(",", headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, "https://team.apps.example.com", "https://a.b.apps.example.com"})
    void aPageThatMayAskIsTold(String origin) {
        Answer beforehand = askBeforehand(origin, "GET", "if-none-match", "authorization", "last-event-id");
        assertThat(beforehand.status()).isEqualTo(200);
        assertThat(beforehand.header("Access-Control-Allow-Origin")).contains(origin);
        assertThat(beforehand.header("Access-Control-Allow-Methods")).contains("GET,HEAD,OPTIONS");
        assertThat(beforehand.header("Access-Control-Max-Age")).contains("600");
        assertThat(beforehand.header("Access-Control-Allow-Credentials")).isEmpty();

        Answer answer = service.get(PATH, "Origin", origin);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(origin);
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow())
                .contains("ETag", "Retry-After", "Sailplan-Evaluation", "Idempotency-Replayed");
        assertThat(answer.response().headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        FOREIGN + ", GET, accept",
        "http://dash.example.com, GET, accept",
        "https://apps.example.com, GET, accept",
        "https://xapps.example.com, GET, accept",
        "null, GET, accept",
        OURS + ", DELETE, accept",
        OURS + ", GET, x-other"
    })
    void whatIsAskedBeforehandAndNotAllowedIsAProblem(String origin, String method, String header) {
        Answer answer = askBeforehand(origin, method, header);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/origin-not-allowed");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void whoCouldAskWithoutRulesStillCan() {
        Answer answer = service.get(PATH, "Origin", FOREIGN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.response().headers().allValues("Vary")).contains("Origin");
        assertThat(service.post("/api/v1/validations", "{}", "Content-Type", "application/json", "Origin", OURS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPageThatMayAskSeesProblems() {
        Answer answer = service.get("/api/v1/topologies/none", "Origin", OURS);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(OURS);
    }

    @Test
    void onlyTheApiIsOpened() {
        assertThat(service.get("/actuator/health", "Origin", OURS).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }
}
