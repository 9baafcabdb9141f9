package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.store.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two replicas that share a PostgreSQL, as clients behind a load balancer meet them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {

    private static final String TOPOLOGIES = "/api/v1/topologies/";
    private static final int WRITERS = 4;
    private static final int WRITES = 15;
    private static final int ROUNDS = 10;

    private final List<Replica> replicas = both(Databases.postgresUrl());
    private final Service first = replicas.get(0).service();
    private final Service second = replicas.get(1).service();

    private static List<Replica> both(String url) {
        return List.of(Replica.on(url), Replica.on(url));
    }

    @AfterAll
    void stop() {
        replicas.forEach(Replica::close);
    }

    private static Answer put(Service service, String name, String document, String... condition) {
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/yaml"));
        headers.addAll(List.of(condition));
        return service.put(TOPOLOGIES + name, document, headers.toArray(String[]::new));
    }

    private Service replicaOf(int writer) {
        return writer % 2 == 0 ? first : second;
    }

    private static String tagOf(Answer answer) {
        return answer.header("ETag").orElseThrow();
    }

    private interface Work<T> {
        T of(int worker);
    }

    private static <T> List<T> concurrently(Work<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<T>> futures = IntStream.range(0, WRITERS)
                    .mapToObj(worker -> executor.submit(() -> work.of(worker)))
                    .toList();
            List<T> all = new ArrayList<>();
            for (Future<T> future : futures) {
                all.add(future.get());
            }
            return all;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void writersOfOneNameLoseNoUpdate() throws Exception {
        List<Map<Long, String>> acknowledged = concurrently(this::write);

        Map<Long, String> all = new HashMap<>();
        acknowledged.forEach(all::putAll);
        assertThat(all.keySet())
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, (long) WRITERS * WRITES)
                        .boxed()
                        .toList());
        all.forEach((revision, document) -> {
            String path = TOPOLOGIES + "shared/revisions/" + revision;
            assertThat(first.get(path).body()).isEqualTo(document);
            assertThat(second.get(path).body()).isEqualTo(document);
        });
        assertThat(second.get(TOPOLOGIES + "shared").body()).isEqualTo(all.get((long) WRITERS * WRITES));
    }

    private Map<Long, String> write(int writer) {
        Map<Long, String> acknowledged = new HashMap<>();
        for (int write = 0; write < WRITES; write++) {
            String document = "name: writer-%d-%d\n".formatted(writer, write);
            Answer answer = put(replicaOf(writer), "shared", document);
            assertThat(answer.status()).isIn(200, 201);
            acknowledged.put(answer.json().path("revision").asLong(), document);
        }
        return acknowledged;
    }

    @Test
    void ofWritersThatExpectOneRevisionOneWinsEachRound() throws Exception {
        String tag = tagOf(put(first, "contended", "name: first\n"));
        for (int round = 0; round < ROUNDS; round++) {
            String expected = tag;
            int number = round;
            List<Answer> answers = concurrently(writer -> put(
                    replicaOf(writer),
                    "contended",
                    "name: round-%d-%d\n".formatted(number, writer),
                    "If-Match",
                    expected));

            assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
            tag = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .map(ReplicasIT::tagOf)
                    .findFirst()
                    .orElseThrow();
            assertThat(tagOf(first.get(TOPOLOGIES + "contended"))).isEqualTo(tag);
            assertThat(tagOf(second.get(TOPOLOGIES + "contended"))).isEqualTo(tag);
        }
    }

    @Test
    void oneRequestSentToBothReplicasIsCarriedOutOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "created-" + round;
            List<Answer> answers = concurrently(writer -> post(replicaOf(writer), name));

            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(answers)
                    .extracting(Answer::body)
                    .containsOnly(answers.get(0).body());
            assertThat(answers)
                    .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
                    .hasSize(1);
            assertThat(post(second, name).header("Idempotency-Replayed")).isPresent();
            assertThat(second.get(TOPOLOGIES + name + "/revisions")
                            .json()
                            .path("revisions")
                            .size())
                    .isEqualTo(1);
        }
    }

    private static Answer post(Service service, String name) {
        return service.post(
                "/api/v1/topologies",
                "name: " + name + "\n",
                "Content-Type",
                "application/yaml",
                "Idempotency-Key",
                "\"" + name + "\"");
    }

    @Test
    void aPollSeesAtOnceWhatTheOtherReplicaAcknowledged() throws IOException {
        String sound = Files.readString(Path.of("docs/examples/multi-primary-multi-network.yaml"));
        String broken = Files.readString(Path.of("docs/examples/broken/NET001-overlapping-addresses.yaml"));
        String poll = TOPOLOGIES + "polled/validation";
        for (int round = 0; round < ROUNDS; round++) {
            long revision = put(first, "polled", round % 2 == 0 ? sound : broken)
                    .json()
                    .path("revision")
                    .asLong();

            Answer seen = second.get(poll);
            assertThat(seen.json().path("verdict").asString()).isEqualTo(round % 2 == 0 ? "PASS" : "FAIL");
            assertThat(second.get(poll + "/summary").json().path("revision").asLong())
                    .isEqualTo(revision);
            String tag = tagOf(first.get(poll));
            assertThat(tagOf(seen)).isEqualTo(tag);
            assertThat(second.get(poll, "If-None-Match", tag).status()).isEqualTo(304);
        }
        assertThat(first.send("DELETE", TOPOLOGIES + "polled").status()).isEqualTo(204);
        assertThat(second.get(poll).status()).isEqualTo(404);
    }

    /** While many poll at the same time, so that they are answered together. */
    @Test
    void noPollIsOlderThanWhatAnyReplicaAcknowledged() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        AtomicBoolean written = new AtomicBoolean();
        ExecutorService pollers = Executors.newFixedThreadPool(2 * WRITERS);
        List<Future<?>> polls = new ArrayList<>();
        try {
            for (int poller = 0; poller < 2 * WRITERS; poller++) {
                Service service = replicaOf(poller);
                polls.add(pollers.submit(() -> {
                    while (!written.get()) {
                        long before = acknowledged.get();
                        assertThat(revisionPolledAt(service)).isGreaterThanOrEqualTo(before);
                    }
                }));
            }
            for (int write = 1; write <= WRITES; write++) {
                Answer answer = put(replicaOf(write), "crowded", "name: write-" + write + "\n");
                acknowledged.set(answer.json().path("revision").asLong());
            }
        } finally {
            written.set(true);
            pollers.shutdown();
        }
        for (Future<?> poll : polls) {
            poll.get();
        }
    }

    /** From its tag, which is all that polls of what did not change compare. */
    private static long revisionPolledAt(Service service) {
        Answer answer = service.get(TOPOLOGIES + "crowded/validation/summary", "If-None-Match", "*");
        assertThat(answer.status()).isIn(304, 404);
        return answer.header("ETag")
                .map(tag -> Long.parseLong(tag.substring(1, tag.indexOf('-'))))
                .orElse(0L);
    }
}
