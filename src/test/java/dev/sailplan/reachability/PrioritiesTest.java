package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.MinorVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrioritiesTest {

    private static final MinorVersion OLD = new MinorVersion(1, 30);
    private static final MinorVersion NEW = new MinorVersion(1, 31);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topology.istio.io/network",
                "topology.istio.io/cluster",
                "topology.istio.io/network=net-b",
                "topology.istio.io/cluster="
            })
    void gatewaysHaveTheLabelsOfTheirNetworkAndCluster(String entry) {
        assertThat(Priorities.isOnGateways(entry)).isTrue();
        assertThat(Priorities.comparesLocality(entry)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"})
    void gatewaysHaveNoLocality(String entry) {
        assertThat(Priorities.isOnGateways(entry)).isFalse();
        assertThat(Priorities.comparesLocality(entry)).isTrue();
        assertThat(Priorities.isOnGateways(entry + "=x")).isFalse();
        assertThat(Priorities.comparesLocality(entry + "=x")).isFalse();
    }

    @Test
    void comparingEndsAtANetworkInFirstPlaceBeforeItIsPreferred() {
        List<String> first = List.of("topology.istio.io/network=net-b", "version");
        List<String> second = List.of("version", "topology.istio.io/network");

        assertThat(Priorities.endsAtNetwork(first, OLD)).isTrue();
        assertThat(Priorities.endsAtNetwork(first, NEW)).isFalse();
        assertThat(Priorities.endsAtNetwork(second, OLD)).isFalse();
        assertThat(Priorities.endsAtNetwork(List.of(), OLD)).isFalse();
    }
}
