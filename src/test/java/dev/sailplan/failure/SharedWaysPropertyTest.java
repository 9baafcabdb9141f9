package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Lifelines;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.HiddenFacts;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Ways that consumers share against those that each is asked for by itself. */
class SharedWaysPropertyTest {

    private static final HiddenFacts FACTS = new HiddenFacts(Map.of(
            "clusters", Set.of("podCidrs"),
            "controlPlanes", Set.of("remoteSecrets"),
            "networks", Set.of("gateways"),
            "services", Set.of("definedIn"),
            "meshes", Set.of("trustBundles")));

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 40));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sharedWaysAreThoseOfEachConsumer(long seed) {
        assertShared(seed, withoutLinks(dev.sailplan.Topologies.random(seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soTheyAreWhereFactsAreUnknown(long seed) {
        assertShared(seed, withoutLinks(FACTS.in(dev.sailplan.Topologies.random(seed), 0.3, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soTheyAreWhereLinksAndRootsDecide(long seed) {
        assertShared(seed, Linked.random(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soTheyAreWhereMostClustersAreAlike(long seed) {
        assertShared(seed, alike(seed));
    }

    /** Clusters of one mesh that read each other and differ in what they have of services, and in their networks. */
    private static Map<String, Object> alike(long seed) {
        Random chance = new Random(seed);
        return Map.of(
                "name", "t",
                "networks", each(2, i -> Map.of("name", "n" + i, "gateways", gateways(i, chance))),
                "meshes", List.of(Map.of("name", "m", "certificateAuthority", Map.of("root", "root"))),
                "clusters",
                        each(
                                6,
                                i -> Map.of(
                                        "name",
                                        "c" + i,
                                        "mesh",
                                        "m",
                                        "network",
                                        "n" + i % 2,
                                        "podCidrs",
                                        List.of("10." + i + ".0.0/16"),
                                        "apiServer",
                                        Map.of("reachableFrom", List.of("*")),
                                        "dnsProxy",
                                        chance.nextBoolean())),
                "controlPlanes", each(6, i -> Map.of("name", "p" + i, "cluster", "c" + i, "remoteSecrets", secrets(i))),
                "services", each(5, i -> service(i, chance)));
    }

    private static List<Object> each(int count, IntFunction<Object> part) {
        return IntStream.range(0, count).mapToObj(part).toList();
    }

    private static List<Object> gateways(int network, Random chance) {
        return each(
                chance.nextInt(3),
                i -> Map.of(
                        "name", "g" + network + i,
                        "cluster", "c" + (network + 2 * chance.nextInt(3)),
                        "addresses", List.of("192.0.2." + (10 * network + i))));
    }

    private static List<Object> secrets(int reader) {
        return IntStream.range(0, 6)
                .filter(i -> i != reader)
                .<Object>mapToObj(i -> Map.of("cluster", "c" + i))
                .toList();
    }

    private static Map<String, Object> service(int number, Random chance) {
        return Map.of(
                "name",
                "s" + number,
                "namespace",
                "x",
                "headless",
                chance.nextInt(5) == 0,
                "definedIn",
                each(6, i -> Map.of("cluster", "c" + i)).subList(0, chance.nextInt(7)),
                "workloads",
                each(
                        4,
                        i -> Map.of(
                                "cluster", "c" + chance.nextInt(6),
                                "proxy", chance.nextInt(4) == 0 ? "none" : "sidecar",
                                "mtls", chance.nextInt(4) == 0 ? "DISABLE" : "STRICT")));
    }

    /** Where links are declared, nothing is shared. */
    private static Map<String, Object> withoutLinks(Map<String, Object> document) {
        document.remove("links");
        return document;
    }

    private static void assertShared(long seed, Map<String, Object> document) {
        Reachability reachability = read(document);
        for (Service service : reachability.topology().services()) {
            SharedWays shared = new SharedWays(reachability, service);
            for (Consumer consumer : reachability.consumption().consumersOf(service)) {
                for (ControlPlane each : consumer.cluster().controlPlanes()) {
                    for (Certainty certainty : Certainty.values()) {
                        Lifelines own = reachability.lifelines(consumer, service, each, certainty);
                        Lifelines common = shared.of(consumer, each, certainty);
                        assertThat(common.all())
                                .as("seed %d, %s of %s for %s by %s", seed, certainty, service.name(), consumer, each)
                                .isEqualTo(own.all());
                        assertThat(common.doubts()).isEqualTo(own.doubts());
                    }
                }
            }
        }
    }

    @Test
    void manyShareTheirWays() {
        int consumers = 0;
        int standings = 0;
        for (long seed : seeds().toArray()) {
            Reachability reachability = read(alike(seed));
            for (Service service : reachability.topology().services()) {
                Set<Object> different = new HashSet<>();
                for (Consumer each : reachability.consumption().consumersOf(service)) {
                    ControlPlane first = each.cluster().firstControlPlane().orElse(null);
                    different.add(reachability.standingOf(each, service, first));
                    consumers++;
                }
                standings += different.size();
            }
        }
        assertThat(standings).isLessThan(consumers * 9 / 10);
    }

    private static Reachability read(Map<String, Object> document) {
        return Reachability.of(Topologies.of(new JsonMapper().writeValueAsString(document)));
    }
}
