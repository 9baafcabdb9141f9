package dev.sailplan.score.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sailplan.document.FailureKind;
import dev.sailplan.failure.FailureModel;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.score.Assessment;
import dev.sailplan.score.Deployment;
import dev.sailplan.topology.Topologies;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EstimateDimensionTest {

    private static final FailureModel MODEL =
            new FailureModel(Map.of(FailureKind.CLUSTER, 0.9, FailureKind.ZONE, 0.8, FailureKind.REGION, 0.7));

    private static String topology(String east, String west) {
        return """
                name: t
                networks: [{name: n, gateways: []}]
                meshes: [{name: m, certificateAuthority: {root: r, type: pluggedIn}, trustBundles: []}]
                clusters:
                  - {name: here, mesh: m, network: n, region: h, zones: [h1]}
                  - {name: east, mesh: m, network: n, %s, apiServer: {reachableFrom: ['*']}}
                  - {name: west, mesh: m, network: n, %s, apiServer: {reachableFrom: ['*']}}
                controlPlanes:
                  - {name: p, cluster: here, remoteSecrets: [{cluster: east}, {cluster: west}]}
                services:
                  - {name: s, namespace: ns, definedIn: [{cluster: here}], workloads: [{cluster: east}, {cluster: west}]}
                traffic: [{from: {cluster: here}, to: {service: ns/s}}]
                """.formatted(east, west);
    }

    private static double probability(String yaml) {
        Object figure = assess(yaml).figures().get("probability");
        return ((Number) Objects.requireNonNull(figure)).doubleValue();
    }

    private static Assessment assess(String yaml) {
        Reachability reachability = Reachability.of(Topologies.of(yaml));
        return new EstimateDimension().assess(new Deployment(reachability, MODEL));
    }

    @Test
    void placesThatShareNothingFailIndependently() {
        double one = 0.9 * 0.8 * 0.7;
        assertThat(probability(topology("region: e, zones: [e1]", "region: w, zones: [w1]")))
                .isCloseTo(1 - (1 - one) * (1 - one), within(1e-9));
    }

    @Test
    void aSharedRegionIsCountedOnce() {
        double one = 0.9 * 0.8;
        assertThat(probability(topology("region: e, zones: [e1]", "region: e, zones: [e2]")))
                .isCloseTo(0.7 * (1 - (1 - one) * (1 - one)), within(1e-9));
    }

    @Test
    void theCallersOwnRegionIsUpWheneverItCalls() {
        assertThat(probability(topology("region: h, zones: [e1]", "region: h, zones: [e1]")))
                .isCloseTo(0.8 * (1 - 0.1 * 0.1), within(1e-9));
    }

    @Test
    void whatIsNotKnownCountsForNothingCertain() {
        Assessment found = assess(topology("region: e", "region: w"));
        assertThat(found.least()).isZero();
        assertThat(found.most()).isGreaterThanOrEqualTo(found.least());
        assertThat(probability(topology("region: e", "region: w"))).isZero();
    }

    @Test
    void saysInMinutesWhatItMeans() {
        assertThat(assess(topology("region: e, zones: [e1]", "region: w, zones: [w1]"))
                        .figures())
                .containsKeys("service", "consumer", "probability", "probabilityUpTo", "minutesPerMonth", "median");
    }

    /** Each of many places can be down while the others are up, and none of these cases is improbable. */
    @Test
    void whatDependsOnTooManyCasesIsNotEstimated() {
        StringBuilder workloads = new StringBuilder();
        StringBuilder services = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            workloads.append("{cluster: east, region: r%d, zone: z%d}, ".formatted(i, i));
        }
        for (int i = 0; i < 30; i++) {
            services.append("  - {name: s%d, namespace: ns, definedIn: [{cluster: here}], workloads: [%s]}%n"
                    .formatted(i, workloads));
        }
        Assessment found = assess(topology("region: e, zones: [e1]", "region: w, zones: [w1]")
                .replaceAll("(?m)^ *- \\{name: s, .*\n", services.toString())
                .replaceAll("traffic: .*", ""));
        assertThat(found.figures()).isEmpty();
        assertThat(found.most() - found.least()).isEqualTo(4);
        assertThat(found.assumptions())
                .singleElement()
                .asString()
                .startsWith("Not estimated, as more than 1000000 cases");
    }

    @Test
    void namesItsAssumptions() {
        assertThat(assess(topology("region: e, zones: [e1]", "region: w, zones: [w1]"))
                        .assumptions())
                .first()
                .asString()
                .contains("zone 0.8, region 0.7, cluster 0.9");
    }
}
