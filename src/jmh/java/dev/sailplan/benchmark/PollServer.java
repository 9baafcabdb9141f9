package dev.sailplan.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, with the same settings of Java as all others. */
final class PollServer implements AutoCloseable {

    static final String TOPOLOGY = "/api/v1/topologies/measured";
    static final String POLL = TOPOLOGY + "/validation";

    /** Those of the tests, which keep topologies in memory, lie on the same class path. */
    private static final String OWN_SETTINGS = "--spring.config.location=classpath:/application.yaml";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final int port;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();

    private PollServer(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param main whose main method is run, by the classes of this process
     * @param folder where it keeps what it keeps, and its log
     */
    static PollServer start(String name, Class<?> main, Path folder, String... settings)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                OWN_SETTINGS,
                "--server.port=" + port,
                "--sailplan.store.directory=" + folder.resolve(name)));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        PollServer server = new PollServer(name, port, process);
        server.awaitAnswer();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                get(POLL);
                return;
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException(name + " did not start; see its log");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** Which tag the report has now. */
    String tag() throws IOException, InterruptedException {
        return get(POLL).headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofByteArray());
    }

    /** The status of a poll by who knows a tag. */
    int poll(String tag) throws IOException, InterruptedException {
        HttpRequest poll = HttpRequest.newBuilder(at(POLL))
                .header("Accept", "application/json")
                .header("If-None-Match", tag)
                .build();
        return client.send(poll, BodyHandlers.discarding()).statusCode();
    }

    void put(byte[] document, String mediaType) throws IOException, InterruptedException {
        HttpRequest write = HttpRequest.newBuilder(at(TOPOLOGY))
                .header("Content-Type", mediaType)
                .PUT(BodyPublishers.ofByteArray(document))
                .build();
        HttpResponse<String> answer = client.send(write, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("Not written: " + answer.body());
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
