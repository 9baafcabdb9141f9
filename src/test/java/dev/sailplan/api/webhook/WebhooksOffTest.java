package dev.sailplan.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplan.Replica;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service as it is without a key, or with settings it cannot work with. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class WebhooksOffTest {

    private static final String MEMORY =
            "jdbc:h2:mem:off;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    @LocalServerPort
    private int port;

    @Test
    void withoutAKeyTheServiceSaysWhatToSet() {
        Service service = new Service(port);
        Answer answer =
                service.put("/api/v1/webhooks/pager", "url: https://example.com", "Content-Type", "application/yaml");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/webhooks-off");
        assertThat(answer.json().path("detail").asString()).contains("sailplan.webhooks.key", "32");
        assertThat(service.get("/api/v1/webhooks").json().path("webhooks").isEmpty())
                .isTrue();
        assertThat(service.send("POST", "/api/v1/webhooks/pager/secrets").status())
                .isEqualTo(501);
        assertThat(service.send("DELETE", "/api/v1/webhooks/pager").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "sailplan.webhooks.key=short-and-not-to-be-seen, 'sailplan.webhooks.key has to have at least 32 characters'",
        "sailplan.webhooks.allowed-networks=localhost, '\"localhost\" is not a CIDR'",
        "sailplan.webhooks.lease=5s, sailplan.webhooks.lease has to be at least twice as long"
    })
    void whatCannotWorkKeepsTheServiceFromStarting(String setting, String words, CapturedOutput output) {
        assertThatThrownBy(() -> Replica.on(MEMORY, setting)).hasStackTraceContaining(words);
        assertThat(output.getAll()).contains(words).doesNotContain("short-and-not-to-be-seen");
    }
}
