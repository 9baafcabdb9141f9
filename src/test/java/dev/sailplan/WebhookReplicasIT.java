package dev.sailplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.api.Service.Answer;
import dev.sailplan.store.Databases;
import dev.sailplan.webhook.Receiver;
import dev.sailplan.webhook.Receiver.Received;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Replicas that share a PostgreSQL, and the work of telling webhooks. */
@Timeout(300)
class WebhookReplicasIT {

    private static final String PAGER = "/api/v1/webhooks/pager";
    private static final int ROUNDS = 20;

    private final String url = Databases.postgresUrl();

    private Replica replica(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "sailplan.webhooks.key=a-key-for-tests-of-more-than-32-characters",
                "sailplan.webhooks.allowed-networks=127.0.0.0/8",
                "sailplan.webhooks.poll=20ms",
                "sailplan.webhooks.retry-first=50ms",
                "sailplan.webhooks.retry-longest=250ms",
                "sailplan.reevaluation.enabled=false"));
        all.addAll(List.of(settings));
        return Replica.on(url, all.toArray(String[]::new));
    }

    private static void register(Service service, Receiver receiver) {
        assertThat(service.put(PAGER, "url: " + receiver.url(), "Content-Type", "application/yaml")
                        .status())
                .isEqualTo(201);
    }

    private static void change(Service service, int round) throws Exception {
        String file = round % 2 == 0
                ? "docs/examples/multi-primary-multi-network.yaml"
                : "docs/examples/broken/NET001-overlapping-addresses.yaml";
        Answer answer = service.put(
                "/api/v1/topologies/shop", Files.readString(Path.of(file)), "Content-Type", "application/yaml");
        assertThat(answer.status()).isBetween(200, 201);
    }

    private static List<Long> ids(Receiver receiver, int count) {
        List<Long> ids = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Received received = receiver.next();
            ids.add(received.json().path("id").asLong());
        }
        return ids;
    }

    private static void awaitPosition(Service service, long position) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        JsonNode delivery = service.get(PAGER).json().path("delivery");
        while (delivery.path("position").asLong() < position) {
            assertThat(Instant.now()).as("still %s", delivery).isBefore(end);
            delivery = service.get(PAGER).json().path("delivery");
        }
    }

    @Test
    void twoReplicasTellEachChangeOnceAndInOrder() throws Exception {
        try (Receiver receiver = new Receiver();
                Replica first = replica();
                Replica second = replica()) {
            register(first.service(), receiver);
            for (int round = 0; round < ROUNDS; round++) {
                if (round == ROUNDS / 2) {
                    receiver.reply(500);
                }
                change(round % 3 == 0 ? second.service() : first.service(), round);
            }

            List<Long> ids = ids(receiver, ROUNDS + 1);

            awaitPosition(second.service(), ROUNDS);
            assertThat(ids).as("in order, and one of them told again").isSorted();
            assertThat(ids.stream().distinct())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, ROUNDS).boxed().toList());
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void whatChangesWhileNobodyTellsIsToldAfterwards() throws Exception {
        try (Receiver receiver = new Receiver()) {
            try (Replica replica = replica()) {
                register(replica.service(), receiver);
                change(replica.service(), 0);
                awaitPosition(replica.service(), 1);
            }
            try (Replica silent = replica("sailplan.webhooks.enabled=false")) {
                change(silent.service(), 1);
                change(silent.service(), 2);
            }
            try (Replica other = replica()) {
                assertThat(ids(receiver, 3)).containsExactly(1L, 2L, 3L);
                awaitPosition(other.service(), 3);
                assertThat(receiver.waiting()).isZero();
            }
        }
    }
}
