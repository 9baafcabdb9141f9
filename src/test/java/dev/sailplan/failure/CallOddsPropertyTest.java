package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Certainty;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Lifeline;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The exact odds of calls against drawing what is up by lot. */
class CallOddsPropertyTest {

    private static final int DRAWS = 4_000;

    /** Failures are common in it, so that few draws tell much. */
    private static final FailureModel MODEL = new FailureModel(Map.of(
            FailureKind.REGION, 0.9,
            FailureKind.ZONE, 0.8,
            FailureKind.CLUSTER, 0.7,
            FailureKind.GATEWAY, 0.6,
            FailureKind.NETWORK, 0.8));

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreeWithDrawingWhatIsUpByLot(long seed) {
        Map<String, Object> document = dev.sailplan.Topologies.random(seed);
        Reachability reachability = Reachability.of(Topologies.of(new JsonMapper().writeValueAsString(document)));
        List<Failure> units = FailureUnits.of(reachability.topology()).all();
        for (Service service : reachability.topology().services()) {
            for (Consumer consumer : reachability.consumption().consumersOf(service)) {
                List<Lifeline> ways = new Demand(reachability, consumer, service, Certainty.POSSIBLE)
                        .ordinary()
                        .all();
                boolean certain = new Demand(reachability, consumer, service, Certainty.CERTAIN).worksAtAll();
                if (!ways.isEmpty() && certain) {
                    double drawn = draw(ways, Needs.impliedBy(consumer.cluster()), units, new Random(seed));
                    assertThat(CallOdds.of(reachability, consumer, service, MODEL, new CallOdds.Effort(1_000_000))
                                    .orElseThrow()
                                    .most())
                            .as(
                                    "seed %d, %s for %s",
                                    seed, service.name(), consumer.cluster().name())
                            .isCloseTo(drawn, within(5 * Math.sqrt(0.25 / DRAWS)));
                }
            }
        }
    }

    private static double draw(List<Lifeline> ways, Set<Failure> up, List<Failure> units, Random chance) {
        int works = 0;
        for (int i = 0; i < DRAWS; i++) {
            Set<Failure> down = new HashSet<>();
            for (Failure unit : units) {
                if (!up.contains(unit) && chance.nextDouble() >= MODEL.of(unit)) {
                    down.add(unit);
                }
            }
            Outage outage = new Outage(down);
            works += ways.stream().anyMatch(line -> Demand.isUp(line, outage)) ? 1 : 0;
        }
        return (double) works / DRAWS;
    }
}
