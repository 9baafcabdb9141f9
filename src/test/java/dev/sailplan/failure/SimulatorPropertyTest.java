package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.Impact.ConsumerImpact;
import dev.sailplan.failure.Impact.Effect;
import dev.sailplan.failure.Impact.ServiceImpact;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Failures against a naive computation: every set of them by itself, and every consumer asked for its endpoint view. */
class SimulatorPropertyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_UNITS = 40;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 150));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void smallestLossesAreThoseThatTryingEverySetFinds(long seed) {
        assertSmallestLosses(seed, random(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soAreThoseThatLinksAndRootsAreAmong(long seed) {
        assertSmallestLosses(seed, linked(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void consumersThatAreAlikeLoseAlike(long seed) {
        Reachability reachability = linked(seed);
        List<Failure> units = FailureUnits.of(reachability.topology()).all();
        for (Service service : reachability.topology().services()) {
            List<Consumer> consumers = judged(reachability, service);
            if (units.size() > MOST_UNITS || consumers.size() < 2) {
                continue;
            }
            Set<Set<Failure>> losses = new HashSet<>();
            boolean works = false;
            for (Consumer consumer : consumers) {
                if (new Naive(reachability, consumer, service).isServed(Set.of())) {
                    works = true;
                    losses.addAll(CutSearch.cutsOf(new Demand(reachability, consumer, service), 2));
                }
            }
            if (works) {
                losses.addAll(CutSearch.cutsOf(CutSets.workloadsOf(service), 2));
                assertThat(CutSets.of(reachability, service, 2))
                        .as("seed %d, %s", seed, service.name())
                        .isEqualTo(CutSearch.minimal(losses));
            }
        }
    }

    private static void assertSmallestLosses(long seed, Reachability reachability) {
        List<Failure> units = FailureUnits.of(reachability.topology()).all();
        if (units.size() > MOST_UNITS) {
            return;
        }
        for (Service service : reachability.topology().services()) {
            for (Consumer consumer : judged(reachability, service)) {
                Naive naive = new Naive(reachability, consumer, service);
                if (naive.isServed(Set.of())) {
                    assertThat(CutSearch.cutsOf(new Demand(reachability, consumer, service), 2))
                            .as("seed %d, %s for %s", seed, service.name(), consumer)
                            .isEqualTo(naive.smallestLosses(units));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySingleFailureLosesWhatViewsSay(long seed) {
        assertSingles(seed, random(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soDoesEveryLinkAndEveryRoot(long seed) {
        assertSingles(seed, linked(seed));
    }

    private static void assertSingles(long seed, Reachability reachability) {
        for (Impact impact : new Simulator(reachability).singles(Listing.ALL, Progress.UNWATCHED)) {
            Set<Failure> failed = Set.copyOf(impact.failures());
            assertThat(told(reachability, impact))
                    .as("seed %d, %s", seed, failed)
                    .isEqualTo(naive(reachability, failed));
        }
    }

    private static Reachability random(long seed) {
        Map<String, Object> document = dev.sailplan.Topologies.random(seed);
        return Reachability.of(Topologies.of(JSON.writeValueAsString(document)));
    }

    private static Reachability linked(long seed) {
        return Reachability.of(Topologies.of(JSON.writeValueAsString(Linked.random(seed))));
    }

    /**
     * A view does not tell for which cluster's endpoints a gateway stands, so those who ask for some only are left out; and an impact
     * does not tell for which of the calls from a cluster it is, so that those who ask for any from there are, too.
     */
    private static List<Consumer> judged(Reachability reachability, Service service) {
        boolean blocks = reachability.topology().traffic().stream().anyMatch(traffic -> traffic.blocked());
        Set<Consumer> all = reachability.consumption().consumersOf(service);
        Set<Cluster> asking = all.stream()
                .filter(consumer -> consumer.only() != null)
                .map(Consumer::cluster)
                .collect(Collectors.toSet());
        return blocks
                ? List.of()
                : all.stream()
                        .filter(consumer -> !asking.contains(consumer.cluster()))
                        .toList();
    }

    private static Set<String> told(Reachability reachability, Impact impact) {
        Set<String> told = new TreeSet<>();
        for (ServiceImpact service : impact.services(Effect.LOST)) {
            for (ConsumerImpact consumer : service.consumers()) {
                if (judged(reachability, service.service()).contains(new Consumer(consumer.client(), null))) {
                    told.add(line(service.service(), consumer.client()));
                }
            }
        }
        return told;
    }

    private static Set<String> naive(Reachability reachability, Set<Failure> failed) {
        Set<String> told = new TreeSet<>();
        for (Service service : reachability.topology().services()) {
            for (Consumer consumer : judged(reachability, service)) {
                Naive naive = new Naive(reachability, consumer, service);
                if (naive.isServed(Set.of()) && naive.isLoss(failed)) {
                    told.add(line(service, consumer.cluster()));
                }
            }
        }
        return told;
    }

    private static String line(Service service, Cluster client) {
        return service.name() + " for " + client.name();
    }

    /** One consumer's need, judged by views. */
    private record Naive(Reachability reachability, Consumer consumer, Service service) {

        Set<Set<Failure>> smallestLosses(List<Failure> units) {
            Set<Set<Failure>> losses = new HashSet<>();
            for (Failure unit : units) {
                if (isLoss(Set.of(unit))) {
                    losses.add(Set.of(unit));
                }
            }
            for (int i = 0; i < units.size(); i++) {
                for (int j = i + 1; j < units.size(); j++) {
                    Failure one = units.get(i);
                    Failure other = units.get(j);
                    Set<Failure> both = Set.of(one, other);
                    if (!losses.contains(Set.of(one)) && !losses.contains(Set.of(other)) && isLoss(both)) {
                        losses.add(both);
                    }
                }
            }
            return losses;
        }

        private boolean isLoss(Set<Failure> failed) {
            return !isDown(consumer.cluster(), failed) && !isServed(failed);
        }

        /** Whether any endpoint it is served can be reached. */
        boolean isServed(Set<Failure> failed) {
            EndpointView view = reachability.view(Client.of(consumer.cluster()), service, null, failed);
            return view.resolves()
                    && view.endpoints().stream().anyMatch(endpoint -> endpoint.unreachable() < endpoint.replicas());
        }

        static boolean isDown(Cluster cluster, Set<Failure> failed) {
            List<String> zones = cluster.zones().orElse(List.of());
            boolean allZones = !zones.isEmpty()
                    && zones.stream().allMatch(zone -> failed.contains(new Failure(FailureKind.ZONE, zone)));
            return allZones
                    || failed.contains(new Failure(FailureKind.CLUSTER, cluster.name()))
                    || cluster.region()
                            .asOptional()
                            .map(region -> failed.contains(new Failure(FailureKind.REGION, region)))
                            .orElse(false);
        }
    }
}
