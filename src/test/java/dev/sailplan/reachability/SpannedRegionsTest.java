package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Topologies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpannedRegionsTest {

    /** Whether a client in east is served endpoints of a service in two regions, of one cluster only if one is named. */
    private static Judgement spans(String west, String service, @Nullable String only) {
        Reachability reachability = Reachability.of(Topologies.of("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us}
                  - {name: west, mesh: m, %s}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                services:
                  - {name: web, namespace: shop, %s}
                """.formatted(west, service)));
        Cluster east = Topologies.named(reachability.topology().clusters(), "east");
        Cluster asked =
                only == null ? null : Topologies.named(reachability.topology().clusters(), only);
        return reachability.spansRegions(
                new Consumer(east, asked), reachability.topology().services().get(0));
    }

    private static final String KNOWN = "region: eu, apiServer: {reachableFrom: [\"*\"]}";
    private static final String BOTH = "workloads: [{cluster: east}, {cluster: west}]";

    @Test
    void endpointsInTwoRegionsSpanThem() {
        assertThat(spans(KNOWN, BOTH, null).isYes()).isTrue();
        assertThat(spans(KNOWN, "workloads: [{cluster: west}, {cluster: west, region: onprem}]", null)
                        .isYes())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workloads: [{cluster: west}, {cluster: west, zone: a}]",
                "workloads: [{cluster: east}, {cluster: west, region: us}]",
                "workloads: [{cluster: east}, {cluster: west, replicas: 0}]",
                "scope: clusterLocal, " + BOTH,
                "workloads: []"
            })
    void endpointsInOneRegionDoNot(String service) {
        assertThat(spans(KNOWN, service, null).isNo()).isTrue();
    }

    @Test
    void onlyTheClusterThatIsCalledCounts() {
        assertThat(spans(KNOWN, BOTH, "west").isNo()).isTrue();
    }

    @Test
    void saysWhichFactsWouldSettleIt() {
        assertThat(spans("apiServer: {reachableFrom: [\"*\"]}", BOTH, null).needs())
                .containsExactly(new Pointer("/clusters/1/region"));
        assertThat(spans("region: eu", BOTH, null).needs())
                .containsExactly(new Pointer("/clusters/1/apiServer/reachableFrom"));
        assertThat(spans(KNOWN, "ports: []", null).needs()).containsExactly(new Pointer("/services/0/workloads"));
        assertThat(spans("region: us", BOTH, null).isNo()).isTrue();
    }
}
