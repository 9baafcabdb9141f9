package dev.sailplan.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Events as a client hears them: over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sailplan.limits.streams=2", "sailplan.events.poll=50ms", "sailplan.events.heartbeat=300ms"})
@Timeout(60)
class EventsTest {

    private static final String EVENTS = "/api/v1/events";
    private static final String SOUND = "docs/examples/multi-primary-multi-network.yaml";
    private static final String BROKEN = "docs/examples/broken/NET001-overlapping-addresses.yaml";

    @LocalServerPort
    private int port;

    private IntSupplier open = () -> 0;
    private final HttpClient client = HttpClient.newHttpClient();
    private Service service = new Service(0);

    @BeforeEach
    void connect(@Autowired EventStreams streams) {
        service = new Service(port);
        open = streams::size;
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (open.getAsInt() > 0) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<InputStream> listen(String query, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + EVENTS + query));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofInputStream());
    }

    private void put(String name, String file) throws IOException {
        Answer answer = service.put(
                "/api/v1/topologies/" + name, Files.readString(Path.of(file)), "Content-Type", "application/yaml");
        assertThat(answer.status()).isBetween(200, 201);
    }

    /** Lines up to one that begins with a text. */
    private static List<String> linesTo(String beginning, BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = reader.readLine();
        while (line != null && !line.startsWith(beginning)) {
            lines.add(line);
            line = reader.readLine();
        }
        lines.add(String.valueOf(line));
        return lines;
    }

    private static BufferedReader readerOf(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void changesAreToldAndCanBeAskedForAgain() throws Exception {
        HttpResponse<InputStream> answer = listen("?name=shop");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        String first;
        try (BufferedReader reader = readerOf(answer)) {
            assertThat(linesTo("id:", reader)).startsWith("retry: 3000", "", ": heartbeat");
            put("other", SOUND);
            put("shop", SOUND);
            List<String> lines = linesTo("data:", reader);
            first = lines.get(lines.size() - 3).substring("id: ".length());
            assertThat(lines).contains("event: verdict-change");
            assertThat(lines.get(lines.size() - 1))
                    .contains("\"name\":\"shop\"", "\"before\":null", "\"after\":\"PASS\"", "\"cause\":\"written\"");
        }
        put("shop", BROKEN);
        service.send("DELETE", "/api/v1/topologies/shop");

        try (BufferedReader reader = readerOf(listen("?lastEventId=0", "Last-Event-ID", first))) {
            assertThat(linesTo("data:", reader))
                    .last()
                    .asString()
                    .contains("\"before\":\"PASS\"", "\"after\":\"FAIL\"");
            assertThat(linesTo("data:", reader)).last().asString().contains("\"after\":null", "\"cause\":\"deleted\"");
        }
    }

    @Test
    void aStreamOnWhichNothingHappensShowsThatItIsAlive() throws Exception {
        try (BufferedReader reader = readerOf(listen(""))) {
            linesTo(": heartbeat", reader);
            assertThat(linesTo(": heartbeat", reader)).last().isEqualTo(": heartbeat");
        }
    }

    @Test
    void oneStreamTooManyIsRefusedUntilOthersEnd() throws Exception {
        try (BufferedReader first = readerOf(listen(""));
                BufferedReader second = readerOf(listen(""))) {
            linesTo("id:", first);
            linesTo("id:", second);
            Answer answer = service.get(EVENTS, "Accept", "text/event-stream");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.header("Retry-After")).contains("10");
        }
    }

    @Test
    void openStreamsEndWithTheService(@Autowired EventClock clock) throws Exception {
        try (BufferedReader reader = readerOf(listen(""))) {
            linesTo("id:", reader);
            clock.stop();
            assertThat(linesTo("never", reader)).last().isEqualTo("null");
        } finally {
            clock.start();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?lastEventId=x", "?lastEventId=-1", "?lastEventId=1.5", "?name=Shop", "?name="})
    void whatIsNoEventAndNoNameIsRefused(String query) {
        Answer answer = service.get(EVENTS + query, "Accept", "text/event-stream");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("type").asString()).isEqualTo("/problems/invalid-parameter");
    }

    @Test
    void aRequestForHeadersOpensNoStream() {
        Answer answer = service.send("HEAD", EVENTS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(open.getAsInt()).isZero();
    }
}
