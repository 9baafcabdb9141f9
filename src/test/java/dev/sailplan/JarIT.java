package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is delivered: started by itself, away from the sources, asked, and told to stop. */
class JarIT {

    @TempDir
    private Path folder = Path.of("");

    private @Nullable RunningJar jar;
    private Service service = new Service(0);

    @BeforeEach
    void start() throws IOException {
        jar = RunningJar.in(folder, List.of("-Xmx1g"));
        service = started().service();
    }

    @AfterEach
    void kill() {
        Optional.ofNullable(jar).ifPresent(RunningJar::close);
    }

    private RunningJar started() {
        return Objects.requireNonNull(jar);
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

        started().stop();
        assertThat(started().logged()).doesNotContain("ERROR", "WARN ");
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
