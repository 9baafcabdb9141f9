package dev.sailplan.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Topologies;
import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.requirement.Survival.Breaks;
import dev.sailplan.requirement.Survival.Open;
import dev.sailplan.score.HiddenFacts;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What deployments survive, against taking away everything there is, one after the other. */
class SurvivalsPropertyTest {

    private static final int SEEDS = Integer.getInteger("seeds", 150);
    private static final Set<FailureKind> KINDS = EnumSet.of(
            FailureKind.ZONE,
            FailureKind.REGION,
            FailureKind.CLUSTER,
            FailureKind.NETWORK,
            FailureKind.GATEWAY,
            FailureKind.CONTROL_PLANE,
            FailureKind.API_SERVER);

    private static final HiddenFacts FACTS = new HiddenFacts(Map.of(
            "clusters", Set.of("region", "zones"),
            "controlPlanes", Set.of("zones", "remoteSecrets"),
            "networks", Set.of("gateways"),
            "gateways", Set.of("addresses", "zones", "loadBalancer"),
            "services", Set.of("workloads"),
            "meshes", Set.of("trustBundles"),
            "apiServer", Set.of("reachableFrom")));

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    private static Reachability reachability(Map<String, Object> document) {
        return Reachability.of(dev.sailplan.topology.Topologies.of(new JsonMapper().writeValueAsString(document)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everythingIsLostThatTakingAwayOneThingAfterTheOtherLoses(long seed) {
        for (double share : new double[] {0, 0.1, 0.4}) {
            Reachability reachability = reachability(FACTS.in(Topologies.random(seed), share, seed));
            Naive naive = new Naive(reachability);
            for (Survival survival : Survivals.all(reachability, KINDS)) {
                Set<String> found = survival instanceof Breaks breaks
                        ? breaks.breaches().stream()
                                .map(breach -> breach.lost().id().toString())
                                .collect(Collectors.toCollection(TreeSet::new))
                        : new TreeSet<>();
                boolean mayBeUnsettled =
                        survival instanceof Open open && open.doubt().cause() == Doubt.Cause.NO_MEMBER;
                assertThat(found)
                        .as("seed %d, share %s, %s", seed, share, survival.kind())
                        .isEqualTo(mayBeUnsettled ? Set.of() : naive.lostBy(survival.kind()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFirstAnswerIsThatOfAll(long seed) {
        Reachability reachability = reachability(FACTS.in(Topologies.random(seed), 0.1, seed));
        List<Survival> first = Survivals.first(reachability, KINDS);
        List<Survival> all = Survivals.all(reachability, KINDS);
        assertThat(all).extracting(Survival::kind).containsExactlyElementsOf(KINDS);
        for (int i = 0; i < all.size(); i++) {
            assertThat(first.get(i)).hasSameClassAs(all.get(i));
            if (all.get(i) instanceof Breaks breaks) {
                assertThat(((Breaks) first.get(i)).first()).isEqualTo(breaks.first());
                assertThat(breaks.breaches()).extracting(Breach::lost).doesNotHaveDuplicates();
            }
        }
    }

    /** That it is said to be certain means that no fact that was hidden changes it. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4})
    void whatIsCertainStaysSoWhenMoreIsKnown(double share) {
        seeds().forEach(seed -> {
            Map<String, Object> document = Topologies.random(seed);
            List<Survival> known = Survivals.all(reachability(document), KINDS);
            List<Survival> hidden = Survivals.all(reachability(FACTS.in(document, share, seed)), KINDS);
            for (int i = 0; i < known.size(); i++) {
                if (!(hidden.get(i) instanceof Open)) {
                    assertThat(known.get(i))
                            .as("seed %d, before %s", seed, hidden.get(i))
                            .hasSameClassAs(hidden.get(i));
                }
            }
        });
    }

    @Test
    void theTopologiesHaveAllAnswers() {
        Set<String> answers = new TreeSet<>();
        seeds().forEach(seed -> Survivals.all(reachability(FACTS.in(Topologies.random(seed), 0.1, seed)), KINDS)
                .forEach(survival ->
                        answers.add(survival.kind() + " " + survival.getClass().getSimpleName())));
        for (FailureKind kind : KINDS) {
            assertThat(answers).contains(kind + " Breaks", kind + " Survives");
        }
        assertThat(answers).contains("zone Open", "region Open", "gateway Open", "controlPlane Open");
    }

    /** Takes away one thing after the other, and asks every consumer of every service. */
    private record Naive(Reachability reachability) {

        Set<String> lostBy(FailureKind kind) {
            Set<String> lost = new TreeSet<>();
            FailureUnits.of(reachability.topology()).of(kind).values().forEach(failure -> addLost(failure, lost));
            boolean control = kind == FailureKind.CONTROL_PLANE || kind == FailureKind.API_SERVER;
            reachability.topology().services().stream()
                    .filter(service -> !control && isConsumed(service) && !isOpen(service) && !worksAtAll(service))
                    .forEach(service -> lost.add(service.id().toString()));
            members()
                    .filter(cluster -> control && cluster.controlPlanes().isEmpty())
                    .forEach(cluster -> lost.add(cluster.id().toString()));
            return lost;
        }

        private Stream<Cluster> members() {
            return reachability.topology().clusters().stream()
                    .filter(cluster -> cluster.mesh().isPresent());
        }

        private void addLost(Failure failure, Set<String> lost) {
            Outage outage = new Outage(Set.of(failure));
            reachability.topology().services().stream()
                    .filter(service -> failure.kind() != FailureKind.API_SERVER)
                    .filter(service -> isLost(service, outage))
                    .forEach(service -> lost.add(service.id().toString()));
            members()
                    .filter(cluster -> isUncontrolled(cluster, failure))
                    .forEach(cluster -> lost.add(cluster.id().toString()));
        }

        private static boolean isUncontrolled(Cluster cluster, Failure failure) {
            return switch (failure.kind()) {
                case CONTROL_PLANE ->
                    cluster.controlPlanes().stream()
                            .allMatch(each -> each.name().equals(failure.name()));
                case API_SERVER ->
                    !cluster.name().equals(failure.name())
                            && isReadFrom(
                                    cluster.controlPlanes().stream().findFirst().orElse(null), failure.name());
                default -> false;
            };
        }

        private static boolean isReadFrom(@Nullable ControlPlane first, String cluster) {
            return first != null
                    && first.configCluster()
                            .asOptional()
                            .filter(config -> config.name().equals(cluster))
                            .isPresent();
        }

        private boolean isConsumed(Service service) {
            return !reachability.consumption().consumersOf(service).isEmpty()
                    || !reachability.consumption().unknownConsumersOf(service).isEmpty();
        }

        private boolean isOpen(Service service) {
            return !reachability.consumption().unknownConsumersOf(service).isEmpty()
                    || !service.workloads().isKnown();
        }

        private boolean worksAtAll(Service service) {
            return reachability.consumption().consumersOf(service).stream()
                    .anyMatch(consumer -> !ways(consumer, service, first(consumer), Certainty.POSSIBLE)
                            .isEmpty());
        }

        private static @Nullable ControlPlane first(Consumer consumer) {
            return consumer.cluster().firstControlPlane().orElse(null);
        }

        private List<Lifeline> ways(
                Consumer consumer, Service service, @Nullable ControlPlane controlPlane, Certainty certainty) {
            return reachability
                    .lifelines(consumer, service, controlPlane, certainty)
                    .all();
        }

        private boolean isLost(Service service, Outage outage) {
            if (isOpen(service)) {
                return false;
            }
            boolean allDown = service.workloads().get().stream()
                    .filter(workload -> workload.replicas() > 0)
                    .allMatch(outage::isDown);
            return reachability.consumption().consumersOf(service).stream()
                    .filter(consumer -> !ways(consumer, service, first(consumer), Certainty.CERTAIN)
                            .isEmpty())
                    .anyMatch(consumer -> allDown || isLost(consumer, service, outage));
        }

        private boolean isLost(Consumer consumer, Service service, Outage outage) {
            return !outage.mayBeDown(consumer.cluster())
                    && configuring(consumer, outage).stream()
                            .flatMap(each -> ways(consumer, service, each, Certainty.POSSIBLE).stream())
                            .noneMatch(way -> isUp(way, outage));
        }

        /** Any of them, where it is not known which ones are down. */
        private static List<ControlPlane> configuring(Consumer consumer, Outage outage) {
            List<ControlPlane> all = consumer.cluster().controlPlanes();
            return all.stream().allMatch(Naive::isPlaced)
                    ? Stream.concat(all.stream().filter(each -> !outage.isDown(each)), all.stream())
                            .limit(1)
                            .toList()
                    : all;
        }

        private static boolean isPlaced(ControlPlane controlPlane) {
            return controlPlane
                            .cluster()
                            .filter(cluster -> !cluster.region().isKnown())
                            .isEmpty()
                    && (controlPlane.zones().isKnown()
                            || controlPlane
                                    .cluster()
                                    .flatMap(cluster -> cluster.zones().asOptional())
                                    .filter(zones -> zones.size() == 1)
                                    .isPresent());
        }

        private static boolean isUp(Lifeline way, Outage outage) {
            Workload workload = way.workload();
            return !outage.isDown(workload)
                    && (way.gateways().isEmpty()
                            || way.gateways().stream().anyMatch(gateway -> !outage.isDown(gateway)));
        }
    }
}
