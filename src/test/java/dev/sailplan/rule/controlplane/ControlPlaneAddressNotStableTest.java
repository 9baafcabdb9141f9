package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPlaneAddressNotStableTest {

    private static final String EXPOSED =
            "[{name: gw, cluster: east, addresses: [192.0.2.1], exposes: [controlPlane]}]";

    private final RuleTester tester = RuleTester.of("CPL003");

    /** A remote, west, on the same network as the primary that serves it, east. */
    private static String together(String address) {
        return topology("a", "[]", address, "[]");
    }

    /** A remote on another network than its primary. */
    private static String apart(String gateways, String address) {
        return topology("b", gateways, address, "[]");
    }

    private static String topology(String network, String gateways, String address, String links) {
        return """
                name: t
                networks: [{name: a, gateways: %s}, {name: b, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: %s, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: east, address: %s}
                links: %s
                """.formatted(gateways, network, address, links);
    }

    /** Marks the control plane's address and the remote. */
    private static String broken(String yaml) {
        return yaml.replace("[istiod]}", "[istiod]}  # CPL003").replaceAll("(name: istiod, .*)", "$1  # CPL003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusterIp", "nodeIp", "internalLoadBalancer", "publicLoadBalancer"})
    void findsAnAddressThatIsNotStableWhateverItsKind(String kind) {
        String address = "{value: 10.0.0.5, stable: %s, kind: " + kind + "}";

        Finding finding = tester.finding(broken(together(address.formatted(false))));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/address/stable", "/clusters/1");
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("controlPlane", "istiod")
                .containsEntry("address", kind + " 10.0.0.5");
        tester.holds(together(address.formatted(true)));
    }

    @Test
    void findsAnIpv6AddressAndOneOfWhichNothingElseIsStated() {
        Finding node = tester.finding(broken(together("{value: 'fd00::5', stable: false, kind: nodeIp}")));
        Finding bare = tester.finding(broken(together("{stable: false}")));

        assertThat(node.facts()).containsEntry("address", "nodeIp fd00::5");
        assertThat(bare.facts()).containsEntry("address", "which is not stated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clusterIp", "nodeIp", "dnsName"})
    void needsToKnowWhetherTheAddressIsStable(String kind) {
        assertThat(tester.needs(together("{value: istiod.example, kind: " + kind + "}")))
                .containsExactly("/controlPlanes/0/address/stable");
    }

    @Test
    void needsAnAddressWhereNoneIsStatedAndNoGatewayExposesTheControlPlane() {
        assertThat(tester.needs(apart("[{name: gw, addresses: [192.0.2.1]}]", "")))
                .containsExactly("/controlPlanes/0/address/stable");
        assertThat(tester.needs(apart("", "").replace(", gateways: }", "}")))
                .containsExactly("/controlPlanes/0/address/stable");
    }

    @Test
    void aGatewayThatExposesTheControlPlaneStandsForAnAddressThatIsNotStated() {
        tester.holds(apart(EXPOSED, ""));
        tester.holds(topology("a", EXPOSED, "", "[]"));
    }

    @Test
    void aPendingGatewayAndOneThatALinkClosesStandForNothing() {
        assertThat(tester.needs(apart(EXPOSED.replace("[192.0.2.1]", "[]"), "")))
                .containsExactly("/controlPlanes/0/address/stable");
        assertThat(tester.needs(topology("b", EXPOSED, "", "[{from: west, to: east, routable: false}]")))
                .containsExactly("/controlPlanes/0/address/stable");
    }

    @Test
    void findsAnAddressThatIsThatOfTheGateway() {
        String address = "{value: 192.0.2.1, stable: %s, kind: nodeIp}";

        tester.finding(broken(apart(EXPOSED, address.formatted(false))));
        tester.holds(apart(EXPOSED, address.formatted(true)));
        tester.finding(broken(apart(
                EXPOSED.replace("192.0.2.1", "'2001:db8:0::1'"),
                "{value: '2001:DB8::1', stable: false, kind: nodeIp}")));
    }

    @Test
    void findsAnAddressThatIsUsedAlthoughAGatewayExposesTheControlPlane() {
        String address = "{value: 10.0.0.5, stable: false, kind: %s}";

        tester.finding(broken(topology("a", EXPOSED, address.formatted("nodeIp"), "[]")));
        tester.finding(broken(apart(EXPOSED, address.formatted("publicLoadBalancer"))));
        tester.finding(broken(topology("b", EXPOSED, address.formatted("nodeIp"), "[{from: b, to: a}]")));
    }

    @Test
    void anAddressThatLeadsNowhereFromTheRemoteIsNotUsedBesideAGateway() {
        tester.holds(apart(EXPOSED, "{value: 10.0.0.5, stable: false, kind: nodeIp}"));
        tester.holds(apart(EXPOSED, "{value: 10.96.0.5, kind: clusterIp}"));
    }

    @Test
    void needsToKnowWhetherAGatewayExposesTheControlPlaneWhereTheAddressLeadsNowhere() {
        String address = "{value: 10.0.0.5, stable: false, kind: clusterIp}";

        assertThat(tester.needs(apart("", address).replace(", gateways: }", "}")))
                .containsExactly("/networks/0/gateways");
        assertThat(tester.needs(apart("[{name: gw, exposes: [controlPlane]}]", address)))
                .containsExactly("/networks/0/gateways/0/addresses");
        tester.finding(broken(apart("[{name: gw, addresses: [192.0.2.1]}]", address)));
    }

    @Test
    void needsToKnowWhetherAnAddressLeadsAnywhereBesideAGateway() {
        assertThat(tester.needs(apart(EXPOSED, "{value: 10.0.0.5, stable: false}")))
                .containsExactly("/controlPlanes/0/address/kind");
        assertThat(tester.needs(apart(EXPOSED, "{value: 10.0.0.5, stable: false, kind: internalLoadBalancer}")
                        .replace("links: []\n", "")))
                .containsExactly("/links");
        assertThat(tester.needs(apart(EXPOSED, "{stable: false, kind: nodeIp}")))
                .containsExactly("/controlPlanes/0/address/value");
    }

    @Test
    void aGatewayBehindALinkThatClosesItsPortStandsForNothing() {
        assertThat(tester.needs(topology("b", EXPOSED, "", "[{from: west, to: east, ports: [15443]}]")))
                .containsExactly("/controlPlanes/0/address/stable");
        tester.holds(topology("b", EXPOSED, "", "[{from: west, to: east, ports: [15012]}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GW.example", "gw.example.", "gw.EXAMPLE."})
    void hostNamesAreOneHoweverTheyAreWritten(String name) {
        tester.finding(broken(apart(
                EXPOSED.replace("192.0.2.1", "gw.example"), "{value: " + name + ", stable: false, kind: nodeIp}")));
    }

    @Test
    void namesTheRemotesThatUseTheAddressInOneFinding() {
        Finding finding = tester.finding("""
                name: t
                networks: [{name: a, gateways: [{name: gw, addresses: [192.0.2.1], exposes: [controlPlane]}]}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: one, mesh: m, network: a, controlPlanes: [istiod]}  # CPL003
                  - {name: far, mesh: m, network: b, controlPlanes: [istiod]}
                  - {name: two, mesh: m, network: a, controlPlanes: [istiod]}  # CPL003
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, stable: false, kind: nodeIp}}  # CPL003
                """);

        assertThat(finding.facts()).containsEntry("clusters", "clusters one and two");
    }

    @Test
    void eachControlPlaneOfARemoteIsAFindingOfItsOwn() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: north, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [first, second, third]}  # CPL003
                controlPlanes:
                  - {name: first, cluster: east, address: {value: 10.0.0.5, stable: false, kind: nodeIp}}  # CPL003
                  - {name: second, cluster: north, address: {value: 10.0.0.6, stable: false, kind: nodeIp}}  # CPL003
                  - {name: third, cluster: north, address: {value: 10.0.0.7}}
                """;

        assertThat(tester.check(yaml)).hasSize(2);
        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/2/address/stable");
    }

    @Test
    void findsTheAddressOfAnExternalAndOfAManagedControlPlane() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: west, mesh: m, controlPlanes: [istiod]}  # CPL003
                controlPlanes:
                  - {name: istiod, %smesh: m, address: {value: x.example, stable: false, kind: dnsName}}  # CPL003
                """;

        tester.finding(yaml.formatted("cluster: host, configCluster: west, "));
        tester.finding(yaml.formatted(""));
    }

    @Test
    void anAddressThatNoRemoteUsesDoesNotMatter() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [one, two]}
                  - {name: west, mesh: m, controlPlanes: [two, one]}
                controlPlanes:
                  - {name: one, cluster: east, address: {value: 10.0.0.5, stable: false, kind: nodeIp}}
                  - {name: two, cluster: west}
                """);
    }

    @Test
    void fiveHundredRemotesAreOneFindingWithAHundredOfThem() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, stable: false, kind: nodeIp}}  # CPL003
                clusters:
                  - {name: east, mesh: m}
                """);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: r%03d, mesh: m, controlPlanes: [istiod]}%s%n"
                    .formatted(i, i < 100 ? "  # CPL003" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "clusters r000, r001, r002 and 497 more");
    }
}
