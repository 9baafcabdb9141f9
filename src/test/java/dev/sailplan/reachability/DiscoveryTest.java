package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Discovery.Obstacle;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    /** A control plane, istiod, in cluster east on network a; cluster west on network b with an API server. */
    private static Topology with(String controlPlane, String apiServer, String links) {
        return Topologies.of("""
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b%s}
                  - {name: south, mesh: m, network: b}
                  - {name: host, network: a}
                controlPlanes: [{name: istiod, mesh: m%s}]
                links: [%s]
                """.formatted(apiServer, controlPlane, links));
    }

    private static Judgement seesWest(Topology topology) {
        return sees(topology, "west");
    }

    private static Judgement sees(Topology topology, String cluster) {
        return Discovery.of(topology).sees(topology.controlPlanes().get(0), named(topology.clusters(), cluster));
    }

    private static Judgement seesWest(String secrets, String reachableFrom, String links) {
        return seesWest(with(
                ", cluster: east, remoteSecrets: " + secrets,
                ", apiServer: {address: \"https://west.example:6443\", reachableFrom: " + reachableFrom + "}",
                links));
    }

    @Test
    void aControlPlaneSeesItsOwnClusterWithoutASecret() {
        Topology topology = with(", cluster: east", "", "");

        assertThat(sees(topology, "east").isYes()).isTrue();
        assertThat(seesWest(topology).needs()).containsExactly(new Pointer("/controlPlanes/0/remoteSecrets"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"*\"]", "[east]", "[a]", "[south, east]"})
    void aSecretIsOfUseWhereTheApiServerIsReachable(String reachableFrom) {
        assertThat(seesWest("[{cluster: west}]", reachableFrom, "").isYes()).isTrue();
        assertThat(seesWest("[]", reachableFrom, "").isNo()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[b]", "[south]"})
    void aSecretIsOfNoUseWhereTheApiServerIsNotReachable(String reachableFrom) {
        assertThat(seesWest("[{cluster: west}]", reachableFrom, "").isNo()).isTrue();
    }

    @Test
    void whoReachesAnApiServerThatDoesNotSayIsUnknown() {
        assertThat(seesWest(with(", cluster: east, remoteSecrets: [{cluster: west}]", "", ""))
                        .needs())
                .containsExactly(new Pointer("/clusters/1/apiServer/reachableFrom"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: east, to: west, ports: [6443]}                             | true",
                "{from: east, to: west, ports: [443]}                              | false",
                "{from: a, to: b, routable: false}                                 | false",
                "{from: a, to: b, routable: false}, {from: east, to: west}         | true",
                "{from: west, to: east, routable: false}                           | true"
            })
    void aDeclaredLinkToThePortOfTheServerDecidesToo(String links, boolean expected) {
        Judgement sees = seesWest("[{cluster: west}]", "[\"*\"]", links);

        assertThat(sees.isYes()).isEqualTo(expected);
        assertThat(sees.isNo()).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:6443",
                "https://localhost",
                "https://[::1]:6443",
                "127.0.0.1:6443",
                "localhost:6443",
                "127.1.2.3"
            })
    void aLoopbackServerIsNotTheCluster(String server) {
        assertThat(seesWest("[{cluster: west, server: \"" + server + "\"}]", "[\"*\"]", "")
                        .isNo())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"https://west.example,443", "10.0.0.2:8443,8443", "https://[fd00::2]:6443,6443", "west.example,443"})
    void theServerOfTheSecretBeatsTheClusters(String server, int port) {
        String secret = "[{cluster: west, server: \"" + server + "\"}]";

        assertThat(seesWest(secret, "[\"*\"]", "{from: a, to: b, ports: [" + port + "]}")
                        .isYes())
                .isTrue();
        assertThat(seesWest(secret, "[\"*\"]", "{from: a, to: b, ports: [1]}").isNo())
                .isTrue();
    }

    /** Without an address nobody knows the port. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                      | yes",
                "{from: a, to: b}                                        | yes",
                "{from: a, to: b, ports: [443]}                          | unknown [/clusters/1/apiServer/address]",
                "{from: a, to: b, ports: [443]}, {from: a, to: b}        | yes",
                "{from: a, to: b, ports: []}                             | no",
                "{from: a, to: b, routable: false}                       | no",
                "{from: a, to: b, ports: [443]}, {from: east, to: west}  | yes"
            })
    void anUnknownPortMattersOnlyWhereALinkListsPorts(String links, String expected) {
        Topology topology =
                with(", cluster: east, remoteSecrets: [{cluster: west}]", ", apiServer: {reachableFrom: [a]}", links);

        assertThat(seesWest(topology)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{cluster: west, server: localhost}] | [a] | ''                                | LOOPBACK",
                "[{cluster: west, server: localhost}] | []  | {from: a, to: b, routable: false} | LOOPBACK",
                "[{cluster: west}]                    | [b] | ''                                | NOT_REACHABLE_FROM",
                "[{cluster: west}]                    | [b] | {from: a, to: b, routable: false} | NOT_REACHABLE_FROM",
                "[{cluster: west}]                    | [a] | {from: a, to: b, routable: false} | LINK",
                "[{cluster: west}]                    |     | {from: a, to: b, routable: false} | LINK",
                "[{cluster: west}]                    |     | ''                                |",
                "[{cluster: west}]                    | [a] | ''                                |"
            })
    void saysWhatKeepsAControlPlaneFromAnApiServer(
            String secrets, @Nullable String reachableFrom, String links, @Nullable Obstacle expected) {
        String apiServer = reachableFrom == null ? "" : ", apiServer: {reachableFrom: " + reachableFrom + "}";
        Topology topology = with(", cluster: east, remoteSecrets: " + secrets, apiServer, links);
        ControlPlane istiod = topology.controlPlanes().get(0);
        RemoteSecret secret = istiod.remoteSecrets().get().get(0);

        assertThat(Discovery.of(topology).obstacle(istiod, secret)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{cluster: west, clusterName: wset}]", "[{cluster: west, clusterName: east}]"})
    void aSecretUnderAnotherNameIsOfNoUse(String secrets) {
        assertThat(seesWest(secrets, "[\"*\"]", "").isNo()).isTrue();
    }

    private static List<String> counting(String secrets) {
        Topology topology = with(", cluster: east, remoteSecrets: " + secrets, "", "");
        ControlPlane istiod = topology.controlPlanes().get(0);
        return Discovery.countingSecretsOf(istiod).values().stream()
                .map(RemoteSecret::at)
                .map(Pointer::text)
                .map(text -> text.replaceAll(".*/", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{cluster: west}, {cluster: south}]                       | 0 1",
                "[{cluster: west}, {cluster: west}]                        | 0",
                "[{cluster: west, clusterName: south}, {cluster: south}]   | 0",
                "[{cluster: west, clusterName: wset}, {cluster: west}]     | 1",
                "[{cluster: east}, {cluster: west, clusterName: east}]     | ''",
                "[]                                                        | ''"
            })
    void ofTwoSecretsWithOneNameTheFirstCountsAndTheOwnNameNever(String secrets, String expected) {
        assertThat(String.join(" ", counting(secrets))).isEqualTo(expected);
    }

    @Test
    void anExternalControlPlaneSeesItsConfigClusterInsteadOfItsHost() {
        Topology topology = with(", cluster: host, configCluster: west, remoteSecrets: []", "", "");

        assertThat(seesWest(topology).isYes()).isTrue();
        assertThat(sees(topology, "host").isNo()).isTrue();
    }

    @Test
    void anExternalControlPlaneOfUnknownConfigClusterMaySeeAny() {
        Topology topology = with(", cluster: host, remoteSecrets: []", "", "");

        assertThat(seesWest(topology).needs()).containsExactly(new Pointer("/controlPlanes/0/configCluster"));
        assertThat(seesWest(with("", "", "")).needs())
                .containsExactly(
                        new Pointer("/controlPlanes/0/remoteSecrets"), new Pointer("/controlPlanes/0/configCluster"));
    }

    @Test
    void aManagedControlPlaneIsInNoNetwork() {
        String secrets = ", configCluster: east, remoteSecrets: [{cluster: west}]";

        assertThat(seesWest(with(secrets, ", apiServer: {reachableFrom: [\"*\"]}", "{from: a, to: b, routable: false}"))
                        .isYes())
                .isTrue();
        assertThat(seesWest(with(secrets, ", apiServer: {reachableFrom: [a, east]}", ""))
                        .isNo())
                .isTrue();
    }

    @Test
    void aClusterOfAnotherMeshIsSeenLikeAnyOther() {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: n, apiServer: {reachableFrom: [east]}}]
                controlPlanes: [{name: istiod, cluster: east, remoteSecrets: [{cluster: west}]}]
                """);
        Cluster west = named(topology.clusters(), "west");

        assertThat(Discovery.of(topology)
                        .sees(topology.controlPlanes().get(0), west)
                        .isYes())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"https://west.example:6443, 6443", "https://west.example, 443", "'[2001:db8::1]:8443', 8443"})
    void theApiServerHasThePortOfItsAddress(String address, int expected) {
        Topology topology = with("", ", apiServer: {address: \"" + address + "\"}", "");
        Discovery discovery = Discovery.of(topology);

        assertThat(discovery.apiServerPort(named(topology.clusters(), "west")).get())
                .isEqualTo(expected);
        assertThat(discovery.apiServerPort(named(topology.clusters(), "east")).at())
                .isEqualTo(new Pointer("/clusters/0/apiServer/address"));
    }
}
