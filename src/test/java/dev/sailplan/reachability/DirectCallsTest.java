package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectCallsTest {

    /** East calls shop/web in the west, on one network. */
    private static final String BESIDE = """
            name: t
            networks: [{name: a}, {name: b, gateways: []}]
            meshes: [{name: m}, {name: other}]
            clusters:
              - {name: east, mesh: m, network: a}
              - {name: west, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
            controlPlanes: [{name: istiod, cluster: east, remoteSecrets: [{cluster: west}]}]
            services:
              - {name: web, namespace: shop, mesh: m, ports: [{name: http, number: 80}], definedIn: [{cluster: east}], workloads: [{cluster: west}]}
            """;

    private static <T> T ask(String yaml, BiFunction<DirectCalls, Workload, T> question) {
        Topology topology = Topologies.of(yaml);
        Service web = topology.services().get(0);
        Consumer east = new Consumer(named(topology.clusters(), "east"), null);
        return question.apply(
                Reachability.of(topology).directCalls(east, web),
                web.workloads().get().get(0));
    }

    private static Judgement servedDirectly(String yaml) {
        return ask(yaml, DirectCalls::to);
    }

    private static Fact<Integer> port(String yaml) {
        return ask(yaml, DirectCalls::portAt);
    }

    @Test
    void whatIsDiscoveredOnTheSameNetworkIsServedByItsAddress() {
        assertThat(servedDirectly(BESIDE).isYes()).isTrue();
        assertThat(servedDirectly(BESIDE.replace(
                                "{name: west, mesh: m, network: a,", "{name: west, mesh: m, network: b,"))
                        .isNo())
                .isTrue();
        assertThat(servedDirectly(BESIDE.replace("[{cluster: west}]}]", "[]}]")).isNo())
                .isTrue();
        assertThat(servedDirectly(BESIDE.replace(", apiServer: {reachableFrom: [\"*\"]}", ""))
                        .needs())
                .containsExactly(new Pointer("/clusters/1/apiServer/reachableFrom"));
    }

    @Test
    void anExportAloneServesNoAddresses() {
        String exported = BESIDE.replace("mesh: m, ports", "mesh: other, serviceEntryIn: [east], ports")
                .replace("{name: other}", "{name: other, federatesWith: [{mesh: m, exports: [shop/web]}]}")
                .replace("{name: west, mesh: m", "{name: west, mesh: other");

        assertThat(servedDirectly(exported).isYes()).isTrue();
        assertThat(servedDirectly(exported.replace("remoteSecrets: [{cluster: west}]", "remoteSecrets: []"))
                        .isNo())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"number: 80                        | 80", "number: 80, targetPort: 8080      | 8080"})
    void callsArriveAtTheTargetPort(String fields, int expected) {
        assertThat(port(BESIDE.replace("number: 80", fields)).get()).isEqualTo(expected);
    }

    @Test
    void betweenAmbientClustersTheyArriveAtThePortForHbone() {
        String ambient = BESIDE.replace("{name: m}", "{name: m, dataPlane: ambient}");

        assertThat(port(ambient).get()).isEqualTo(15008);
        assertThat(port(ambient.replace("workloads: [{cluster: west}]", "workloads: [{cluster: west, proxy: none}]"))
                        .get())
                .isEqualTo(80);
    }

    @Test
    void aNamedTargetPortHasNoKnownNumber() {
        Fact<Integer> named = port(BESIDE.replace("number: 80", "number: 80, targetPort: main"));

        assertThat(named.isKnown()).isFalse();
        assertThat(named.at()).isEqualTo(new Pointer("/services/0/ports"));
        assertThat(port(BESIDE.replace("ports: [{name: http, number: 80}], ", ""))
                        .isKnown())
                .isFalse();
    }
}
