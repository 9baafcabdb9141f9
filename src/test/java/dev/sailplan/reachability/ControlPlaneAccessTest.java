package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneAccessTest {

    /** A remote, west, on another network than its control plane. */
    private static Topology with(String gateways, String address, String links) {
        return Topologies.of("""
                name: t
                networks: [{name: a%s}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod]}
                controlPlanes: [{name: istiod, cluster: east%s}]
                links: [%s]
                """.formatted(gateways, address, links));
    }

    private static String reaches(Topology topology, int port) {
        return new ControlPlaneAccess(topology.links())
                .reaches(west(topology), istiod(topology), port)
                .toString();
    }

    private static String barriers(Topology topology, int port) {
        return new ControlPlaneAccess(topology.links())
                .barriers(west(topology), istiod(topology), port).entrySet().stream()
                        .map(entry ->
                                entry.getKey().from() + "-" + entry.getKey().to() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static Cluster west(Topology topology) {
        return named(topology.clusters(), "west");
    }

    private static ControlPlane istiod(Topology topology) {
        return named(topology.controlPlanes(), "istiod");
    }

    private static final String GATEWAY =
            ", gateways: [{name: gw, cluster: east, addresses: [192.0.2.1], exposes: [controlPlane]}]";
    private static final String NONE = ", gateways: []";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | yes | yes",
                "{from: b, to: a, ports: [15012]}          | yes | no",
                "{from: b, to: a, ports: [15017]}          | no  | yes",
                "{from: b, to: a, routable: false}         | no  | no",
                "{from: west, to: east, ports: [15012]}    | yes | no"
            })
    void aGatewayIsReachedPortByPort(String links, String configuration, String webhook) {
        Topology topology = with(GATEWAY, ", address: {kind: clusterIp}", links);

        assertThat(reaches(topology, ControlPlaneAccess.XDS_PORT)).isEqualTo(configuration);
        assertThat(reaches(topology, ControlPlaneAccess.WEBHOOK_PORT)).isEqualTo(webhook);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publicLoadBalancer   | ''                                | ''",
                "publicLoadBalancer   | {from: b, to: a, ports: [15012]}  | b-a yes",
                "dnsName              | {from: b, to: a, routable: false} | b-a yes",
                "internalLoadBalancer | {from: b, to: a, ports: [15012]}  | b-a yes",
                "internalLoadBalancer | {from: b, to: a, routable: false} | ''",
                "clusterIp            | {from: b, to: a, ports: [15012]}  | b-a yes",
                "nodeIp               | {from: b, to: a, routable: false} | ''",
                "nodeIp               | {from: b, to: a}                  | ''"
            })
    void aBarrierIsALinkOnAWayThatLeadsThereOtherwise(String kind, String links, String expected) {
        String address = ", address: {kind: " + kind + "}";

        assertThat(barriers(with(NONE, address, links), ControlPlaneAccess.WEBHOOK_PORT))
                .isEqualTo(expected);
    }

    @Test
    void nothingIsABarrierBesideAWayThatIsOpen() {
        String links = "{from: b, to: a, ports: [15012]}, {from: west, to: east}";
        String gateway = GATEWAY.replace("cluster: east, ", "");

        assertThat(barriers(with(gateway, ", address: {kind: clusterIp}", links), 15017))
                .isEmpty();
        assertThat(barriers(with(gateway, ", address: {kind: clusterIp}", links.substring(0, 32)), 15017))
                .isEqualTo("b-a yes");
    }

    @Test
    void whatIsNotKnownOfOtherWaysLeavesABarrierOpen() {
        String links = "{from: b, to: a, ports: [15012]}, {from: west, to: east, ports: [15012]}";
        String gateway = GATEWAY.replace("cluster: east, ", "").replace("addresses: [192.0.2.1], ", "");

        assertThat(barriers(with(gateway, ", address: {kind: clusterIp}", links), 15017))
                .isEqualTo("west-east yes, b-a unknown [/networks/0/gateways/0/addresses]");
        assertThat(barriers(with("", ", address: {kind: clusterIp}", links), 15017))
                .isEqualTo("west-east unknown [/networks/0/gateways]");
    }
}
