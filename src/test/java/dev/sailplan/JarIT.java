package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is delivered: started by itself, away from the sources, asked, and told to stop. */
class JarIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private @Nullable Process process;
    private Service service = new Service(0);
    private File log = new File("");

    @BeforeEach
    void start() throws IOException {
        int port = freePort();
        log = folder.resolve("log").toFile();
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-jar",
                        Path.of(System.getProperty("sailplan.jar"))
                                .toAbsolutePath()
                                .toString(),
                        "--server.port=" + port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        service = new Service(port);
        awaitReady();
    }

    @AfterEach
    void kill() {
        Optional.ofNullable(process).ifPresent(Process::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            assertThat(started().isAlive() && Instant.now().isBefore(deadline))
                    .as(() -> "ready in time; the log says\n" + logged())
                    .isTrue();
        }
    }

    private Process started() {
        return Objects.requireNonNull(process);
    }

    private boolean isReady() {
        try {
            Thread.sleep(100);
            return service.get("/actuator/health/readiness").status() == 200;
        } catch (java.io.UncheckedIOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String logged() {
        try {
            return Files.readString(log.toPath());
        } catch (IOException none) {
            return "nothing";
        }
    }

    @Test
    void answersAndStopsWhenToldTo() throws IOException, InterruptedException {
        String sound = Files.readString(Path.of("docs/examples/multi-primary-multi-network.yaml"));
        assertThat(service.validate(sound).json().path("verdict").asString()).isEqualTo("PASS");
        assertThat(service.get("/api/v1/rules/NET001", "Accept", "text/markdown")
                        .body())
                .startsWith("# NET001");
        assertThat(service.get("/problems/not-found").status()).isEqualTo(200);
        assertThat(service.get("/swagger-ui/index.html").status()).isEqualTo(200);

        started().destroy();
        assertThat(started().waitFor(30, TimeUnit.SECONDS))
                .as("stops within 30 seconds")
                .isTrue();
        assertThat(logged()).doesNotContain("ERROR", "WARN ");
    }

    @Test
    void survivesDocumentsMadeToExhaustIt() {
        String lists = "[" + "[],".repeat(2_000_000) + "[]]";
        assertThat(post("{\"name\": \"x\", \"clusters\": " + lists + "}")).contains("\"truncated\":[\"STR003\"]");
        String names = "[" + "\"a\",".repeat(2_000_000) + "\"a\"]";
        assertThat(post("{\"name\": \"x\", \"clusters\": [{\"name\": \"a\", \"controlPlanes\": " + names + "}]}"))
                .contains("STR005");
        assertThat(post("[" + "0,".repeat(30_000_000) + "0]")).contains("not-an-object");
        assertThat(post("{\"clusters\": [" + "0,".repeat(30_000_000) + "0]}")).contains("document-too-large");
        assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    private String post(String json) {
        return service.post("/api/v1/validations", json, "Content-Type", "application/json")
                .body();
    }
}
