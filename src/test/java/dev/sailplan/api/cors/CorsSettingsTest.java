package dev.sailplan.api.cors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which settings make sense, and what holds without any. */
class CorsSettingsTest {

    @EnableConfigurationProperties(CorsSettings.class)
    private static final class Settings {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://a.example.com",
                "http://localhost:3000",
                "http://[::1]:3000",
                "https://*.example.com",
                "https://*.example.com:8443,https://a"
            })
    void originsAreAsBrowsersSendThem(String origins) {
        runner.withPropertyValues("sailplan.cors.allowed-origins=" + origins)
                .run(context -> assertThat(context.getBean(CorsSettings.class).allowedOrigins())
                        .containsExactly(origins.split(",", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*,https://a.example.com",
                "https://a.example.com/",
                "a.example.com",
                "https://*",
                "https://*.com",
                "https://a.*.com",
                "https://a*.example.com",
                "null",
                "ftp://a.example.com",
                "https://A.example.com"
            })
    void everythingElseKeepsTheServiceFromStarting(String origins) {
        runner.withPropertyValues("sailplan.cors.allowed-origins=" + origins)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void withoutSettingsNobodyMayAskFromElsewhereAndNothingElseChanges() {
        try (Replica replica = Replica.on("jdbc:h2:mem:cors;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1")) {
            Service service = replica.service();
            String[] asked = {"Origin", "https://a.example.com", "Access-Control-Request-Method", "GET"};
            for (Answer answer : List.of(
                    service.send("OPTIONS", "/api/v1/profiles", asked), service.get("/api/v1/profiles", asked))) {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
                assertThat(answer.response().headers().allValues("Vary")).doesNotContain("Origin");
            }
        }
    }
}
