package dev.sailplan.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the service answers under which names, as it is delivered. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LocalGuardTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "localhost,             200",
        "localhost:8080,        200",
        "sailplan.localhost,    200",
        "127.0.0.1,             200",
        "127.0.0.1:1234,        200",
        "[::1]:8080,            200",
        "example.com,           421",
        "example.com:8080,      421",
        "127.0.0.1.example.com, 421",
        "localhost.example.com, 421",
        "192.0.2.1,             421"
    })
    void onlyNamesOfThisMachineAreAnswered(String host, int status) throws IOException {
        String answer = ask(host);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 421) {
            assertThat(answer).contains("application/problem+json").contains("/problems/misdirected-request");
        }
    }

    private String ask(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /api/v1/rules HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
