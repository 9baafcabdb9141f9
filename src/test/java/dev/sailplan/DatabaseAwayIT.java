package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away under load and comes back: what needs it says so soon, and what does not need it goes on. */
class DatabaseAwayIT {

    private static final String TOPOLOGIES = "/api/v1/topologies/";
    private static final String DOCUMENT = "name: shop\ndescription: ";
    private static final int WRITERS = 3;
    private static final int OUTAGES = 2;
    private static final Duration SOON = Duration.ofSeconds(8);
    private static final Duration AWAY = Duration.ofSeconds(5);

    @TempDir
    private Path folder = Path.of("");

    /** What was acknowledged: documents, by the paths of their revisions. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ending = new AtomicBoolean();

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void nothingHangsBreaksOrIsLost() throws Exception {
        int port = freePort();
        EmbeddedPostgres database = start(port);
        String url = database.getJdbcUrl("postgres", "postgres") + "&connectTimeout=3&socketTimeout=10";
        ExecutorService load = Executors.newFixedThreadPool(WRITERS);
        try (Replica replica =
                Replica.on(url, "sailplan.reevaluation.enabled=true", "sailplan.reevaluation.interval=1s")) {
            Service service = replica.service();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = "writer-" + writer;
                load.execute(() -> write(service, name));
            }
            for (int outage = 0; outage < OUTAGES; outage++) {
                awaitWrites();
                database.close();
                assertGoesOnWithout(service);
                database = start(port);
            }
            awaitWrites();
            ending.set(true);
            load.shutdown();
            assertThat(load.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(faults).isEmpty();
            acknowledged.forEach((path, document) ->
                    assertThat(service.get(path).body()).as(path).isEqualTo(document));
        } finally {
            ending.set(true);
            load.shutdownNow();
            database.close();
        }
    }

    /** Every answer is either the one to a write, or says that there is none now, and comes soon. */
    private void write(Service service, String name) {
        for (int write = 0; !ending.get(); write++) {
            String document = DOCUMENT + write + "\n";
            long begin = System.nanoTime();
            Answer answer = service.put(TOPOLOGIES + name, document, "Content-Type", "application/yaml");
            if (answer.status() == 200 || answer.status() == 201) {
                long revision = answer.json().path("revision").asLong();
                acknowledged.put(TOPOLOGIES + name + "/revisions/" + revision, document);
            } else if (!isAway(answer)) {
                faults.add(answer.status() + " " + answer.body());
            }
            long took = System.nanoTime() - begin;
            if (took > SOON.toNanos()) {
                faults.add("an answer after " + Duration.ofNanos(took));
            }
        }
    }

    private static boolean isAway(Answer answer) {
        return answer.status() == 503
                && answer.type().equals("application/problem+json")
                && answer.json().path("type").asString().equals("/problems/unavailable")
                && answer.header("Retry-After").isPresent();
    }

    private void awaitWrites() throws InterruptedException {
        int before = acknowledged.size();
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (acknowledged.size() < before + 20) {
            assertThat(System.nanoTime()).as("writes are taken, in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static void assertGoesOnWithout(Service service) {
        long end = System.nanoTime() + AWAY.toNanos();
        while (System.nanoTime() < end) {
            Stream.of("", "writer-0", "writer-0/validation", "writer-0/validation/summary", "writer-0/revisions")
                    .map(path -> (TOPOLOGIES + path).replaceAll("/$", ""))
                    .forEach(path -> assertThat(soon(service, path))
                            .as(path)
                            .matches(DatabaseAwayIT::isAway, "says that it is away"));
            assertThat(soon(service, TOPOLOGIES + "writer-0/validation", "If-None-Match", "*"))
                    .matches(DatabaseAwayIT::isAway, "does not say what it cannot know");
            assertThat(soon(service, "/api/v1/reevaluation")).matches(DatabaseAwayIT::isAway, "says that it is away");
            assertThat(service.validate(DOCUMENT).status()).isEqualTo(200);
            assertThat(soon(service, "/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private static Answer soon(Service service, String path, String... headers) {
        long begin = System.nanoTime();
        Answer answer = service.get(path, headers);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(path).isLessThan(SOON);
        return answer;
    }
}
