package dev.sailplan.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.KnownCallers;
import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.api.metrics.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Clients who ask more often than they may. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sailplan.limits.rate=1", "sailplan.limits.burst=5"})
@Import(KnownCallers.class)
class RateLimitTest {

    private static final String PATH = "/api/v1/profiles";
    private static final int MANY = 200;

    @LocalServerPort
    private int port;

    private Service service = new Service(0);

    @BeforeEach
    void connect() {
        service = new Service(port);
    }

    private Answer untilRefused(String... headers) {
        return Stream.generate(() -> service.get(PATH, headers))
                .limit(MANY)
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() {
        Answer refused = untilRefused();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.type()).isEqualTo("application/problem+json");
        assertThat(refused.header("Retry-After")).contains("1");
        assertThat(refused.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(refused.json().propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance");
        assertThat(refused.json().path("type").asString()).isEqualTo("/problems/too-many-requests");
        assertThat(refused.json().path("instance").asString()).isEqualTo(PATH);
        assertThat(new Exposition(service.get("/actuator/prometheus", KnownCallers.HEADER, "prometheus")
                                .body())
                        .value("sailplan_requests_refused_total{reason=\"rate\"}"))
                .isPositive();
    }

    @Test
    void othersAreNotTurnedAwayWithThem() {
        untilRefused(KnownCallers.HEADER, "greedy");

        assertThat(service.get(PATH, KnownCallers.HEADER, "modest").status()).isEqualTo(200);
    }

    @Test
    void probesOfHealthAreNeverTurnedAway() {
        untilRefused();

        assertThat(IntStream.range(0, MANY)
                        .mapToObj(number -> service.get(
                                        number % 2 == 0 ? "/actuator/health" : "/actuator/health/liveness")
                                .status()))
                .containsOnly(200);
    }

    @Test
    void noDetourLeadsPastTheLimit() throws IOException {
        untilRefused();

        assertThat(IntStream.range(0, MANY).mapToObj(number -> statusOf("/actuator/health/../../api/v1/profiles")))
                .contains("HTTP/1.1 429 ");
        assertThat(IntStream.range(0, MANY).mapToObj(number -> statusOf("/actuator/healthy")))
                .contains("HTTP/1.1 429 ");
    }

    /** Asked for as it is: clients usually tidy paths up. */
    private String statusOf(String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
