package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image that docker/Dockerfile builds, started as docker/compose.single.yaml does. */
class DockerImageIT {

    @Test
    void isBuiltStartsReadOnlyAndAnswers() throws IOException {
        Skipped.unless(DockerClientFactory.instance().isDockerAvailable(), "needs a running Docker engine");
        var image = new ImageFromDockerfile("sailplan-it", true)
                .withDockerfile(Path.of("docker/Dockerfile").toAbsolutePath());
        try (var container = new GenericContainer<>(image)) {
            container
                    .withExposedPorts(8080)
                    .withTmpFs(java.util.Map.of("/tmp", "rw"))
                    .withCreateContainerCmdModifier(
                            command -> command.getHostConfig().withReadonlyRootfs(true))
                    .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(3)))
                    .start();
            String sound = Files.readString(Path.of("docs/examples/single-cluster.yaml"));
            assertThat(new Service(container.getMappedPort(8080))
                            .validate(sound)
                            .json()
                            .path("verdict")
                            .asString())
                    .isEqualTo("PASS");
        }
    }
}
