package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar as it is delivered, in a process of its own, away from the sources. */
final class RunningJar implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Service service;
    private final File log;

    private RunningJar(Process process, int port, File log) {
        this.process = process;
        this.service = new Service(port);
        this.log = log;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param folder what it is started in, which gets its log
     * @param options for Java
     * @param settings each {@code name=value}
     */
    static RunningJar in(Path folder, List<String> options, String... settings) throws IOException {
        int port = freePort();
        File log = folder.resolve("log").toFile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("sailplan.jar")).toAbsolutePath().toString(),
                "--server.port=" + port));
        List.of(settings).forEach(setting -> command.add("--" + setting));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        RunningJar jar = new RunningJar(process, port, log);
        jar.awaitReady();
        return jar;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            assertThat(process.isAlive() && Instant.now().isBefore(deadline))
                    .as(() -> "ready in time; the log says\n" + logged())
                    .isTrue();
        }
    }

    private boolean isReady() {
        try {
            Thread.sleep(100);
            return service.get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** How it is met over HTTP. */
    Service service() {
        return service;
    }

    /** What it has logged. */
    String logged() {
        try {
            return Files.readString(log.toPath());
        } catch (IOException none) {
            return "nothing";
        }
    }

    /** Tells it to stop, and waits until it has. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("stops within 30 seconds")
                .isTrue();
    }

    /** Ends it as {@code kill -9} does, whatever it is doing. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("is killed").isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
