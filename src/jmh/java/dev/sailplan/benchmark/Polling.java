package dev.sailplan.benchmark;

import dev.sailplan.SailplanApplication;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many polls of what did not change are answered, beside a {@link BareEndpoint} in turns, and how long a write takes to be seen
 * by who polls. Servers are processes of their own; so is this, which only polls.
 *
 * <p>{@code ./mvnw -Pjmh test-compile exec:exec -Dbenchmark=dev.sailplan.benchmark.Polling}
 */
public final class Polling {

    private static final int CONNECTIONS = Integer.getInteger("connections", 64);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmup", 60));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int SMALL_WRITES = Integer.getInteger("writes", 200);
    private static final int LARGE_WRITES = SMALL_WRITES / 20;

    /** A poller without a pause would take half of the machine from who judges. */
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(1);

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final List<PollServer> servers;
    private final ExecutorService poller = Executors.newSingleThreadExecutor();

    private Polling(List<PollServer> servers) {
        this.servers = servers;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("polling");
        List<PollServer> servers = new ArrayList<>();
        try (EmbeddedPostgres database = EmbeddedPostgres.start()) {
            String shared = "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres");
            servers.add(PollServer.start("bare", BareEndpoint.class, folder));
            servers.add(PollServer.start("embedded", SailplanApplication.class, folder));
            servers.add(PollServer.start("postgresql", SailplanApplication.class, folder, shared));
            servers.add(PollServer.start("replica", SailplanApplication.class, folder, shared));
            new Polling(servers).measure();
        } finally {
            servers.forEach(PollServer::close);
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        byte[] small = Files.readAllBytes(Path.of("docs/examples/multi-primary-multi-network.yaml"));
        for (PollServer server : servers.subList(1, 3)) {
            server.put(small, YAML);
        }
        measureThroughput();
        System.out.println(
                "| Document | Where it is polled | Writes | Median | 95 % | 99 % | Most |\n|---|---|---|---|---|---|---|");
        byte[] large = new Fleet(100, 2_000, 25).json();
        for (Polled polled : List.of(
                new Polled("embedded", 1, 1),
                new Polled("PostgreSQL, the same replica", 2, 2),
                new Polled("PostgreSQL, another replica", 2, 3))) {
            measureWrites("%d KiB".formatted(small.length / 1024), small, YAML, SMALL_WRITES, polled);
            measureWrites("%d KiB".formatted(large.length / 1024), large, JSON, LARGE_WRITES, polled);
        }
        poller.shutdown();
    }

    private void measureThroughput() throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (PollServer server : servers.subList(0, 3)) {
            load(server).over(CONNECTIONS, WARM_UP);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (PollServer server : servers.subList(1, 3)) {
                double bare = load(servers.get(0)).over(CONNECTIONS, ROUND);
                double rate = load(server).over(CONNECTIONS, ROUND);
                System.out.printf("%s %.0f, bare %.0f, ratio %.2f%n", server.name(), rate, bare, rate / bare);
                rates.computeIfAbsent("bare", name -> new ArrayList<>()).add(bare);
                rates.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(rate);
                ratios.computeIfAbsent(server.name(), name -> new ArrayList<>()).add(rate / bare);
            }
        }
        System.out.println("| Server | Polls per second | Ratio | from | to |\n|---|---|---|---|---|");
        rates.forEach((name, all) -> {
            List<Double> own = ratios.getOrDefault(name, List.of(1.0));
            System.out.printf(
                    "| %s | %.0f | %.2f | %.2f | %.2f |%n", name, at(0.5, all), at(0.5, own), at(0, own), at(1, own));
        });
    }

    private static PollLoad load(PollServer server) throws IOException, InterruptedException {
        return new PollLoad(server.port(), PollServer.POLL, server.tag());
    }

    /** Where a document is written, and where it is polled. */
    private record Polled(String name, int writer, int reader) {}

    /** The document says something else each time: the name of a topology is in its report. */
    private void measureWrites(String size, byte[] document, String mediaType, int writes, Polled polled)
            throws Exception {
        String text = new String(document, StandardCharsets.UTF_8);
        String name = mediaType.equals(JSON) ? "\"name\":\"fleet\"" : "name: bookshop";
        if (!text.contains(name)) {
            throw new IllegalStateException("The document has no name");
        }
        List<Double> times = new ArrayList<>();
        int unmeasured = writes / 2;
        for (int write = 0; write < unmeasured + writes; write++) {
            String other =
                    text.replaceFirst(name, mediaType.equals(JSON) ? "\"name\":\"w" + write + "\"" : "name: w" + write);
            double time = timeOf(other.getBytes(StandardCharsets.UTF_8), mediaType, polled);
            if (write >= unmeasured) {
                times.add(time);
            }
        }
        System.out.printf(
                "| %s | %s | %d | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
                size, polled.name(), writes, at(0.5, times), at(0.95, times), at(0.99, times), at(1, times));
    }

    /** Milliseconds from sending it until the end of the first poll that is not answered as before. */
    private double timeOf(byte[] document, String mediaType, Polled polled) throws Exception {
        PollServer reader = servers.get(polled.reader());
        PollServer writer = servers.get(polled.writer());
        if (reader.poll("*") != 304) {
            writer.put(document, mediaType);
        }
        String tag = reader.tag();
        Callable<Long> seen = () -> {
            while (reader.poll(tag) == 304) {
                Thread.sleep(BETWEEN_POLLS.toMillis());
            }
            return System.nanoTime();
        };
        Future<Long> end = poller.submit(seen);
        long begin = System.nanoTime();
        writer.put(document, mediaType);
        return (end.get() - begin) / 1e6;
    }

    private static double at(double part, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }
}
