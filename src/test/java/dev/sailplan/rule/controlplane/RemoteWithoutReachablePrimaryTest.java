package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWithoutReachablePrimaryTest {

    private static final String CLUSTER_IP = "{value: 10.0.0.5, kind: clusterIp}";
    private static final String CLOSED = "[{from: west, to: east, routable: false}]";

    private final RuleTester tester = RuleTester.of("CPL001");

    /** A remote, west, on another network than the primary that serves it, east. */
    private static String apart(String gateways, String address, String links) {
        return """
                name: t
                networks: [{name: a, gateways: %s}, {name: b, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: east, address: %s}
                links: %s
                """.formatted(gateways, address, links);
    }

    /** Marks the remote and the control plane. */
    private static String broken(String yaml) {
        return yaml.replace("[istiod]}", "[istiod]}  # CPL001").replaceAll("(name: istiod, .*)", "$1  # CPL001");
    }

    @Test
    void findsARemoteForWhichNoGatewayOfThePrimarysNetworkExposesTheControlPlane() {
        Finding finding =
                tester.finding(broken(apart("[{name: gw, cluster: east, addresses: [192.0.2.1]}]", CLUSTER_IP, "[]")));

        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("controlPlanes", "control plane istiod")
                .containsEntry(
                        "reason",
                        "no usable gateway of network a exposes it, and its clusterIp address is not routable from"
                                + " another network");
    }

    @Test
    void aGatewayThatExposesTheControlPlaneReachesIt() {
        tester.holds(apart("[{name: gw, addresses: [192.0.2.1], exposes: [controlPlane]}]", CLUSTER_IP, "[]"));
        tester.holds(apart(
                "[{name: s, addresses: [192.0.2.1]}, {name: c, addresses: [istiod.a.example], exposes: [services,"
                        + " controlPlane]}]",
                CLUSTER_IP,
                "[]"));
    }

    @Test
    void findsAGatewayWhoseAddressIsPending() {
        tester.finding(broken(apart("[{name: gw, addresses: [], exposes: [controlPlane]}]", CLUSTER_IP, "[]")));
    }

    @Test
    void findsAGatewayToWhichALinkIsClosed() {
        String gateways = "[{name: gw, cluster: east, addresses: [192.0.2.1], exposes: [controlPlane]}]";

        Finding finding =
                tester.finding(broken(apart(gateways, CLUSTER_IP, "[{from: b, to: a, ports: [15443, 443]}]")));

        assertThat(finding.facts().get("reason")).endsWith("its clusterIp address is closed by a declared link");
        tester.holds(apart(gateways, CLUSTER_IP, "[{from: b, to: a, ports: [15012]}]"));
    }

    @Test
    void needsTheAddressesOfAGatewayThatExposesIt() {
        assertThat(tester.needs(apart("[{name: gw, exposes: [controlPlane]}]", CLUSTER_IP, "[]")))
                .containsExactly("/networks/0/gateways/0/addresses");
    }

    @Test
    void anUnknownGatewayDoesNotMatterBesideOneThatWorks() {
        tester.holds(apart(
                "[{name: x, exposes: [controlPlane]}, {name: y, addresses: [192.0.2.1], exposes: [controlPlane]}]",
                CLUSTER_IP,
                "[]"));
    }

    @Test
    void needsTheGatewaysOnlyWhereTheAddressIsNotReachable() {
        assertThat(tester.needs(apart("", CLUSTER_IP, "[]").replace(", gateways: }", "}")))
                .containsExactly("/networks/0/gateways");
        tester.holds(apart("", "{value: 203.0.113.5, kind: publicLoadBalancer}", "[]")
                .replace(", gateways: }", "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publicLoadBalancer", "dnsName"})
    void aPublicAddressIsReachableUnlessALinkDeniesIt(String kind) {
        String address = "{value: istiod.example, kind: " + kind + "}";

        tester.holds(apart("[]", address, "[]"));
        tester.holds(apart("[]", address, "[{from: west, to: a, ports: [15012]}]"));
        tester.finding(broken(apart("[]", address, CLOSED)));
        tester.finding(broken(apart("[]", address, "[{from: b, to: a, ports: [443]}]")));
    }

    @Test
    void anInternalLoadBalancerNeedsALinkWithThePortOpen() {
        String address = "{value: 10.0.0.9, kind: internalLoadBalancer}";

        tester.holds(apart("[]", address, "[{from: b, to: a}]"));
        tester.holds(apart("[]", address, "[{from: west, to: east, ports: [15012]}]"));
        tester.finding(broken(apart("[]", address, "[{from: b, to: a, ports: [443]}]")));
        tester.finding(broken(apart("[]", address, CLOSED)));
        assertThat(tester.needs(apart("[]", address, "[]"))).containsExactly("/links");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusterIp", "nodeIp"})
    void anAddressInsideAClusterOrNetworkNeedsALink(String kind) {
        String address = "{value: 'fd00::5', kind: " + kind + "}";

        tester.holds(apart("[]", address, "[{from: b, to: a}]"));
        tester.finding(broken(apart("[]", address, "[]")));
        tester.finding(broken(apart("[]", address, "[{from: a, to: b}]")));
        tester.finding(broken(apart("[]", address, "[{from: b, to: a, ports: [15017]}]")));
    }

    @Test
    void aLinkOfClustersBeatsOneOfNetworks() {
        tester.holds(apart("[]", CLUSTER_IP, "[{from: b, to: a, routable: false}, {from: west, to: east}]"));
        tester.holds(apart("[]", CLUSTER_IP, "[{from: b, to: a, routable: false}, {from: west, to: a}]"));
        tester.finding(broken(apart("[]", CLUSTER_IP, "[{from: b, to: a}, {from: west, to: east, routable: false}]")));
    }

    @Test
    void needsTheAddressAndItsKind() {
        assertThat(tester.needs(apart("[]", "", "[]").replace(", address: }", "}")))
                .containsExactly("/controlPlanes/0/address");
        assertThat(tester.needs(apart("[]", "{value: 192.0.2.7}", "[]")))
                .containsExactly("/controlPlanes/0/address/kind");
    }

    @Test
    void aClosedLinkCutsOffWhateverTheAddressIs() {
        Finding finding = tester.finding(broken(apart("[]", "", CLOSED).replace(", address: }", "}")));

        assertThat(finding.facts().get("reason"))
                .isEqualTo("no usable gateway of network a exposes it, and its address is closed by a declared link");
    }

    @ParameterizedTest
    @CsvSource({"a,a", "a,", ",a", ","})
    void isReachableOnTheSameNetworkOrAnUnsetOne(@Nullable String primary, @Nullable String remote) {
        tester.holds(onNetworks(primary, remote, "[]"));
    }

    private static String onNetworks(@Nullable String primary, @Nullable String remote, String links) {
        return """
                name: t
                networks: [{name: a}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m%s}
                  - {name: west, mesh: m%s, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, kind: clusterIp}}
                links: %s
                """.formatted(network(primary), network(remote), links);
    }

    private static String network(@Nullable String name) {
        return name == null ? "" : ", network: " + name;
    }

    @Test
    void findsALinkThatClosesTheWayInsideANetwork() {
        String yaml = onNetworks("a", "a", "[{from: west, to: east, ports: [15017]}]")
                .replace("name: a}", "name: a, gateways: []}");

        Finding finding = tester.finding(broken(yaml));

        assertThat(finding.facts()).containsEntry("reason", "a declared link closes port 15012 on the way to it");
    }

    @Test
    void oneReachableControlPlaneOfSeveralIsEnough() {
        tester.holds(servedByTwo("dnsName"));
    }

    @Test
    void findsOneFindingWhereNoneOfSeveralIsReachable() {
        Finding finding = tester.finding(servedByTwo("clusterIp")
                .replace("[one, two]}", "[one, two]}  # CPL001")
                .replace("kind: nodeIp}}", "kind: nodeIp}}  # CPL001")
                .replace("kind: clusterIp}}", "kind: clusterIp}}  # CPL001"));

        assertThat(finding.facts()).containsEntry("controlPlanes", "control planes one and two");
    }

    @Test
    void anUnknownControlPlaneBesideUnreachableOnesIsNotAnError() {
        assertThat(tester.needs(servedByTwo("internalLoadBalancer"))).containsExactly("/links");
    }

    private static String servedByTwo(String kindOfSecond) {
        return """
                name: t
                networks: [{name: a, gateways: []}, {name: b}, {name: c, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m, network: a}
                  - {name: east, mesh: m, network: c}
                  - {name: west, mesh: m, network: b, controlPlanes: [one, two]}
                controlPlanes:
                  - {name: one, cluster: north, address: {value: 10.0.0.5, kind: nodeIp}}
                  - {name: two, cluster: east, address: {value: 10.0.0.6, kind: %s}}
                """.formatted(kindOfSecond);
    }

    @Test
    void aManagedControlPlaneIsReachableAtAPublicAddressOnly() {
        tester.holds(managed("dnsName"));
        tester.finding(broken(managed("clusterIp")));
        assertThat(tester.needs(managed("internalLoadBalancer"))).containsExactly("/links");
    }

    private static String managed(String kind) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, configCluster: west, address: {value: mesh.example, kind: %s}}
                """.formatted(kind);
    }

    @Test
    void findsAConfigClusterAndARemoteOfOneExternalControlPlaneAtOnce() {
        Finding finding = tester.finding("""
                name: t
                networks: [{name: ops, gateways: []}, {name: data}]
                meshes: [{name: m}]
                clusters:
                  - {name: host, network: ops}
                  - {name: config, mesh: m, network: data, controlPlanes: [istiod]}  # CPL001
                  - {name: west, mesh: m, network: data, controlPlanes: [istiod]}  # CPL001
                controlPlanes:
                  - {name: istiod, cluster: host, configCluster: config, address: {value: 10.0.0.5, kind: clusterIp}}  # CPL001
                """);

        assertThat(finding.facts()).containsEntry("clusters", "clusters config and west");
    }

    @Test
    void aPrimaryIsNotJudgedWhoeverElseServesIt() {
        tester.holds("""
                name: t
                networks: [{name: a, gateways: []}, {name: b, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod-east, istiod-west]}
                controlPlanes:
                  - {name: istiod-east, cluster: east, address: {value: 10.0.0.5, kind: clusterIp}}
                  - {name: istiod-west, cluster: west}
                """);
    }

    @Test
    void fourHundredRemotesCutOffByOneCauseAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                networks: [{name: a, gateways: []}, {name: b}, {name: c, gateways: []}]
                meshes: [{name: m}]
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, kind: clusterIp}}  # CPL001
                clusters:
                  - {name: east, mesh: m, network: a}
                """);
        for (int i = 0; i < 400; i++) {
            yaml.append("  - {name: r%03d, mesh: m, network: %s, controlPlanes: [istiod]}  # CPL001%n"
                    .formatted(i, i % 2 == 0 ? "b" : "c"));
        }

        Finding finding = tester.finding(yaml.toString());

        assertThat(finding.subjects()).extracting(FindingSubject::pointer).hasSize(401);
        assertThat(finding.facts()).containsEntry("clusters", "clusters r000, r001, r002 and 397 more");
    }

    @Test
    void differentCausesAreDifferentFindings() {
        String yaml = """
                name: t
                networks: [{name: a, gateways: []}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: near, mesh: m, network: a, controlPlanes: [istiod]}  # CPL001
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod]}  # CPL001
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, kind: clusterIp}}  # CPL001
                links: [{from: near, to: east, routable: false}]
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("cluster near", "cluster west");
    }

    @Test
    void needsTheNetworkOfAHostOutsideEveryMeshUnlessTheAddressIsReachableAnyway() {
        String yaml = """
                name: t
                networks: [{name: a, gateways: []}]
                meshes: [{name: m}]
                clusters: [{name: host}, {name: west, mesh: m, network: a, controlPlanes: [istiod]}]
                controlPlanes:
                  - {name: istiod, cluster: host, mesh: m, configCluster: west, address: {value: x.example, kind: %s}}
                """;

        assertThat(tester.needs(yaml.formatted("clusterIp"))).containsExactly("/clusters/0/network");
        tester.holds(yaml.formatted("dnsName"));
    }
}
