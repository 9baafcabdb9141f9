package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.HiddenFacts;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The short cuts that settle most services, against the whole search. */
class IndependencePropertyTest {

    private static final List<Set<FailureKind>> KINDS = List.of(
            EnumSet.of(FailureKind.CLUSTER, FailureKind.GATEWAY, FailureKind.NETWORK),
            EnumSet.of(FailureKind.ZONE),
            EnumSet.of(FailureKind.REGION),
            EnumSet.of(FailureKind.LINK),
            EnumSet.of(FailureKind.LINK, FailureKind.CERTIFICATE_AUTHORITY),
            EnumSet.allOf(FailureKind.class));

    private static final List<Certainty> CERTAINTIES = List.of(Certainty.values());

    private static final HiddenFacts FACTS = new HiddenFacts(Map.of(
            "clusters", Set.of("zones", "region"),
            "controlPlanes", Set.of("zones", "remoteSecrets"),
            "networks", Set.of("gateways"),
            "services", Set.of("definedIn")));

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 150));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLossIsFoundExactlyWhereTheWholeSearchFindsOne(long seed) {
        assertFound(seed, dev.sailplan.Topologies.random(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soItIsWhereLinksAndRootsDecide(long seed) {
        assertFound(seed, Linked.random(seed));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void soItIsWhereFactsAreUnknown(long seed) {
        assertFound(seed, FACTS.in(dev.sailplan.Topologies.random(seed), 0.3, seed));
    }

    /** Consumers of a service are asked about one after the other, as what holds for one may be taken for the next. */
    private static void assertFound(long seed, Map<String, Object> document) {
        Reachability reachability = Reachability.of(Topologies.of(new JsonMapper().writeValueAsString(document)));
        Certainty certainty = CERTAINTIES.get((int) seed % CERTAINTIES.size());
        for (Service service : reachability.topology().services()) {
            Demand.Source ways = new SharedWays(reachability, service);
            List<Demand> demands = reachability.consumption().consumersOf(service).stream()
                    .map(consumer -> new Demand(reachability, consumer, service, certainty, ways))
                    .toList();
            for (int size = 1; size <= 2; size++) {
                assertFound("seed %d, %d of %s, %s".formatted(seed, size, service.name(), certainty), demands, size);
            }
        }
    }

    private static void assertFound(String about, List<Demand> demands, int size) {
        List<LossSearch> searches = KINDS.stream()
                .map(kinds -> new LossSearch(line -> true, Hazards::of, kinds, size))
                .toList();
        for (Demand demand : demands) {
            Set<Set<Failure>> all = CutSearch.cutsOf(demand, size);
            for (int i = 0; i < KINDS.size(); i++) {
                Set<FailureKind> kinds = KINDS.get(i);
                Optional<Set<Failure>> found = searches.get(i).firstCutOf(demand);
                assertThat(found)
                        .as("%s for %s, %s", about, demand.client().name(), kinds)
                        .isEqualTo(CutSearch.firstCutOf(demand, line -> true, kinds, size));
                assertThat(all.stream().anyMatch(cut -> areOf(kinds, cut)) || found.isEmpty())
                        .as("%s for %s, %s", about, demand.client().name(), kinds)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void workloadsAreLostExactlyWhereTheWholeSearchFindsIt(long seed) {
        Reachability reachability = Reachability.of(
                Topologies.of(new JsonMapper().writeValueAsString(dev.sailplan.Topologies.random(seed))));
        for (Service service : reachability.topology().services()) {
            Set<Set<Failure>> all = CutSearch.cutsOf(CutSets.workloadsOf(service), 2);
            for (Set<FailureKind> kinds : KINDS) {
                assertThat(CutSearch.firstCutOf(CutSets.workloadsOf(service), kinds, 2)
                                .isPresent())
                        .as("seed %d, %s, %s", seed, service.name(), kinds)
                        .isEqualTo(all.stream().anyMatch(cut -> areOf(kinds, cut)));
            }
        }
    }

    private static boolean areOf(Set<FailureKind> kinds, Set<Failure> cut) {
        return cut.stream().allMatch(failure -> kinds.contains(failure.kind()));
    }
}
