package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.report.ValidationReport.DocumentHash;
import dev.sailplan.store.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole service is killed while clients write, again and again, as {@code kill -9} does, and started again: what it answered
 * is there, everything that is there is whole, and what got no answer is carried out once when it is sent again.
 *
 * <p>{@code -Dkills=30} kills more often.
 */
class ServiceKilledIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int LONGEST_LIFE_MILLIS = 3_000;

    /** It starts faster so, and does not run for long. */
    private static final List<String> JAVA = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1");

    private static final String TOPOLOGIES = "/api/v1/topologies";
    private static final String SOUND =
            read("docs/examples/single-cluster.yaml").replaceAll("(?m)^description:.*\n", "");

    /** Two clients write to each name. */
    private static final List<String> WRITTEN = List.of("one", "one", "two", "two");

    private static final int CREATORS = 2;

    private static final int SMALL = 100;
    private static final int LARGE = 1_000_000;

    /** Whether it was carried out is not known. */
    private static final int BUSY = 503;

    /** How many of those that were answered are sent again. */
    private static final int SENT_AGAIN = 20;

    /** How many of the last revisions of a name are looked at, whether they were answered or not. */
    private static final int LOOKED_AT = 50;

    @TempDir
    private Path folder = Path.of("");

    /** A write that was answered. */
    private record Acknowledged(String name, long revision, String sha256, String tag) {}

    /** A request that can be sent again. */
    private record Creation(String name, String document) {

        Answer sentTo(Service service) {
            return service.post(
                    TOPOLOGIES + "?name=" + name,
                    document,
                    "Content-Type",
                    "application/yaml",
                    "Idempotency-Key",
                    "\"" + name + "\"");
        }
    }

    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<Creation, String> created = new ConcurrentHashMap<>();
    private final Queue<Creation> unanswered = new ConcurrentLinkedQueue<>();
    private final Set<Acknowledged> lost = new HashSet<>();
    private final Set<String> torn = new HashSet<>();
    private int resent;

    @Test
    void theEmbeddedStoreLosesNothing(TestReporter reporter) throws Exception {
        killAgainAndAgain(reporter);
    }

    @Test
    void postgresLosesNothing(TestReporter reporter) throws Exception {
        killAgainAndAgain(reporter, "spring.datasource.url=" + Databases.postgresUrl());
    }

    private void killAgainAndAgain(TestReporter reporter, String... settings) throws Exception {
        int checked = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (RunningJar jar = RunningJar.in(folder, JAVA, settings)) {
                checked = verify(jar.service(), checked);
                writeAndKill(jar, kill);
            }
        }
        try (RunningJar jar = RunningJar.in(folder, JAVA, settings)) {
            verify(jar.service(), 0);
        }
        reporter.publishEntry(Map.of(
                "kills", String.valueOf(KILLS),
                "acknowledged", String.valueOf(acknowledged.size()),
                "lost", String.valueOf(lost.size()),
                "torn", String.valueOf(torn.size()),
                "sent again without an answer", String.valueOf(resent)));
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(torn).as("there, and not whole").isEmpty();
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * WRITTEN.size());
    }

    /** Each time after another while, counted from the first acknowledgement. */
    private void writeAndKill(RunningJar jar, int round) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(WRITTEN.size() + CREATORS);
        CountDownLatch first = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (int client = 0; client < WRITTEN.size(); client++) {
                int number = client;
                running.add(clients.submit(() -> put(jar.service(), WRITTEN.get(number), round, number, first)));
            }
            for (int client = 0; client < CREATORS; client++) {
                int number = WRITTEN.size() + client;
                running.add(clients.submit(() -> create(jar.service(), round, number, first)));
            }
            assertThat(first.await(2, TimeUnit.MINUTES)).as(jar::logged).isTrue();
            Thread.sleep(new Random(round).nextInt(LONGEST_LIFE_MILLIS));
            jar.kill();
            for (Future<?> each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void put(Service service, String name, int round, int client, CountDownLatch first) {
        for (int write = 0; ; write++) {
            String document = document(round, client, write);
            sent.add(hashOf(document));
            try {
                Answer answer = service.put(TOPOLOGIES + "/" + name, document, "Content-Type", "application/yaml");
                assertThat(answer.status()).as(answer.body()).isIn(200, 201, BUSY);
                if (answer.status() != BUSY) {
                    acknowledge(answer);
                    first.countDown();
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }
    }

    private void create(Service service, int round, int client, CountDownLatch first) {
        for (int write = 0; ; write++) {
            String name = "created-%d-%d-%d".formatted(round, client, write);
            Creation creation = new Creation(name, document(round, client, write));
            sent.add(hashOf(creation.document()));
            unanswered.add(creation);
            try {
                Answer answer = creation.sentTo(service);
                assertThat(answer.status()).as(answer.body()).isIn(201, BUSY);
                if (answer.status() != BUSY) {
                    note(creation, answer);
                    first.countDown();
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }
    }

    private void note(Creation creation, Answer answer) {
        acknowledge(answer);
        created.put(creation, answer.body());
        unanswered.remove(creation);
    }

    private void acknowledge(Answer answer) {
        JsonNode body = answer.json();
        acknowledged.add(new Acknowledged(
                body.path("name").asString(),
                body.path("revision").asLong(),
                body.path("sha256").asString(),
                answer.header("ETag").orElseThrow()));
    }

    private static String hashOf(String document) {
        return DocumentHash.of(document.getBytes(StandardCharsets.UTF_8)).sha256();
    }

    /** A sound document. Some are so large that they take several rows. */
    private static String document(int round, int client, int write) {
        String words = new Random((round * 100L + client) * 1_000_000 + write)
                .ints(write % 20 == 7 ? LARGE : SMALL, 'A', 'Z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return SOUND + "description: " + words + "\n";
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /**
     * Compares what is there with what was answered.
     *
     * @param from the first acknowledgement that is looked at
     * @return how many there are
     */
    private int verify(Service service, int from) {
        sendAgain(service);
        List<Acknowledged> all = List.copyOf(acknowledged);
        all.subList(from, all.size()).forEach(each -> verify(service, each));
        Stream.concat(WRITTEN.stream(), all.subList(from, all.size()).stream().map(Acknowledged::name))
                .distinct()
                .filter(name -> all.stream().anyMatch(each -> each.name().equals(name)))
                .forEach(name -> verifyWhole(service, name));
        return all.size();
    }

    private void verify(Service service, Acknowledged write) {
        Answer answer = service.get(TOPOLOGIES + "/" + write.name() + "/revisions/" + write.revision());
        boolean same = answer.status() == 200
                && hashOf(answer.body()).equals(write.sha256())
                && answer.header("ETag").filter(write.tag()::equals).isPresent();
        if (!same) {
            lost.add(write);
        }
    }

    /** No number is missing; every document is one that was sent; report and summary are on the newest. */
    private void verifyWhole(Service service, String name) {
        Map<Long, String> revisions = revisionsOf(service, name);
        long newest =
                revisions.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(revisions.keySet())
                .as("revisions of %s", name)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, newest).boxed().toList());
        Answer document = service.get(TOPOLOGIES + "/" + name);
        Answer report = service.get(TOPOLOGIES + "/" + name + "/validation");
        Answer summary = service.get(TOPOLOGIES + "/" + name + "/validation/summary");
        String hash = revisions.getOrDefault(newest, "");
        boolean whole = sent.containsAll(revisions.values())
                && hashOf(document.body()).equals(hash)
                && report.json().at("/document/sha256").asString().equals(hash)
                && report.json().path("verdict").asString().equals("PASS")
                && summary.json().path("revision").asLong() == newest
                && summary.json().path("sha256").asString().equals(hash);
        if (!whole) {
            torn.add(name);
        }
        LongStream.rangeClosed(Math.max(1, newest - LOOKED_AT), newest)
                .filter(number -> !hashOf(service.get(TOPOLOGIES + "/" + name + "/revisions/" + number)
                                .body())
                        .equals(revisions.get(number)))
                .forEach(number -> torn.add(name + " in revision " + number));
    }

    private static Map<Long, String> revisionsOf(Service service, String name) {
        Map<Long, String> revisions = new HashMap<>();
        String next = "";
        do {
            JsonNode page = service.get(TOPOLOGIES + "/" + name + "/revisions?limit=1000" + next)
                    .json();
            page.path("revisions")
                    .forEach(each -> revisions.put(
                            each.path("revision").asLong(), each.path("sha256").asString()));
            next = page.has("next") ? "&before=" + page.path("next").asLong() : "";
        } while (!next.isEmpty());
        return revisions;
    }

    /** What got no answer is carried out now, or was before; what got one gets it again. */
    private void sendAgain(Service service) {
        for (Creation creation : List.copyOf(unanswered)) {
            Answer answer = creation.sentTo(service);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            note(creation, answer);
            resent++;
            assertThat(revisionsOf(service, creation.name())).isEqualTo(Map.of(1L, hashOf(creation.document())));
        }
        some(created.keySet()).forEach(creation -> {
            Answer again = creation.sentTo(service);
            assertThat(again.header("Idempotency-Replayed")).contains("true");
            assertThat(again.body()).isEqualTo(created.get(creation));
        });
    }

    private static List<Creation> some(Collection<Creation> all) {
        return all.stream().limit(SENT_AGAIN).toList();
    }
}
