package dev.sailplan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told: a server on this machine that keeps what it gets. */
public final class Receiver implements AutoCloseable {

    /** A message that came in. */
    public record Received(String path, Headers headers, String body) {

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }

        public String id() {
            return header("webhook-id");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private record Reply(int status, Map<String, String> headers) {}

    private static final int TAKEN = 204;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::receive);
        server.setExecutor(executor);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply reply = replies.poll();
        if (reply != null) {
            reply.headers().forEach(exchange.getResponseHeaders()::add);
        }
        received.add(new Received(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
        exchange.sendResponseHeaders(reply == null ? TAKEN : reply.status(), -1);
        exchange.close();
    }

    /** Answers one of the messages that are still to come so, in the order of these calls, and all others with 204. */
    public Receiver reply(int status, Map<String, String> headers) {
        replies.add(new Reply(status, headers));
        return this;
    }

    public Receiver reply(int status) {
        return reply(status, Map.of());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** The next message. */
    public Received next() {
        try {
            Received next = received.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("a message that has to come").isNotNull();
            return Objects.requireNonNull(next);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** How many messages have come that nobody asked for yet. */
    public int waiting() {
        return received.size();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
