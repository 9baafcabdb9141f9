package dev.sailplan.api.tracing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Takes what is exported, as an OpenTelemetry collector does: Protobuf, whose texts are UTF-8 and whose numbers of traces are bytes. */
final class Collector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            paths.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            received.add(new String(body, StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Everything that came in, one character for each byte. */
    String received() {
        return received.stream().collect(Collectors.joining());
    }

    /** What was asked of it, each with its method. */
    Queue<String> paths() {
        return paths;
    }

    boolean knows(String traceId) {
        return received().contains(new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1));
    }

    /** Waits until a part of a trace came in that has a text in it. */
    void await(String traceId, String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!knows(traceId) || !received().contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No trace " + traceId + " with " + text + " came in");
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
