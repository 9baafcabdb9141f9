package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The short cut that settles most services, against the whole search. */
class IndependencePropertyTest {

    private static final List<Set<FailureKind>> KINDS = List.of(
            EnumSet.of(FailureKind.CLUSTER, FailureKind.GATEWAY, FailureKind.NETWORK),
            EnumSet.of(FailureKind.ZONE),
            EnumSet.of(FailureKind.REGION),
            EnumSet.of(FailureKind.LINK),
            EnumSet.of(FailureKind.LINK, FailureKind.CERTIFICATE_AUTHORITY),
            EnumSet.allOf(FailureKind.class));

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

    private static void assertFound(long seed, Map<String, Object> document) {
        Reachability reachability = Reachability.of(Topologies.of(new JsonMapper().writeValueAsString(document)));
        for (Service service : reachability.topology().services()) {
            for (Consumer consumer : reachability.consumption().consumersOf(service)) {
                for (int size = 1; size <= 2; size++) {
                    Demand demand = new Demand(reachability, consumer, service);
                    Set<Set<Failure>> all = CutSearch.cutsOf(demand, size);
                    for (Set<FailureKind> kinds : KINDS) {
                        assertThat(new LossSearch(line -> true, Hazards::of, kinds, size)
                                        .firstCutOf(demand)
                                        .isPresent())
                                .as("seed %d, %s for %s, %d of %s", seed, service.name(), consumer, size, kinds)
                                .isEqualTo(all.stream().anyMatch(cut -> areOf(kinds, cut)));
                    }
                }
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
