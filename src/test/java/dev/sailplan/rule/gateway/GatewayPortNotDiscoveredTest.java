package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayPortNotDiscoveredTest {

    private final RuleTester tester = RuleTester.of("GWY007");

    /** Two primaries that discover each other; the service of the south is used in the north through these gateways. */
    private static String document(String gateways) {
        return """
                name: bookshop
                meshes: [{name: books}]
                clusters:
                  - {name: west, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                  - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}, {cluster: west}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}, {cluster: west}]}
                services:
                  - {name: stock, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                networks:
                  - name: vpc-north
                    gateways: []
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15008})
    void findsAGatewayWithoutAPortForSidecars(int hbonePort) {
        Finding finding = tester.finding(document("""
                - name: gw
                  cluster: south
                  addresses: [192.0.2.1]
                  hbonePort: %s
                  port: 0  # GWY007
                """.formatted(hbonePort)));

        assertThat(finding.facts())
                .containsEntry("gateways", "gateway gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock")
                .containsEntry("consequence", "they are given raw pod addresses that no route leads to, and time out");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/port");
    }

    @Test
    void reportsAllGatewaysOfANetworkInOneFinding() {
        Finding finding = tester.finding(document("""
                - {name: gw-2, port: 0, addresses: [gw.example]}  # GWY007
                - {name: gw-1, port: 0, addresses: ["2001:db8::1"]}  # GWY007
                - {name: pending, addresses: []}
                - {name: unresolved, addresses: [lost.example], resolvable: false}
                - {name: control, exposes: [controlPlane], addresses: [192.0.2.2]}
                """));

        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("gateway/gw-1", "gateway/gw-2");
    }

    /** The gateway of the endpoints' own cluster stands for them even without a port, and those of other clusters do not. */
    @Test
    void findsTheGatewayOfTheEndpointsClusterBesideThoseOfOthers() {
        tester.finding(document("""
                - {name: south, cluster: south, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}  # GWY007
                - {name: west, cluster: west, addresses: [192.0.2.2]}
                - {name: plain, addresses: [192.0.2.3]}
                """));
    }

    @Test
    void saysThatEndpointsAreDroppedWhereAmbientMultiNetworkIsOn() {
        String gateway = "- {name: gw, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}  # GWY007";
        Finding finding = tester.finding(document(gateway)
                .replace(
                        "cluster: north, remote",
                        "cluster: north, features: {AMBIENT_ENABLE_MULTI_NETWORK: true}, remote"));

        assertThat(finding.facts()).containsEntry("consequence", "they are given none of its endpoints");
    }

    @Test
    void findsSidecarsThatCallSidecarsOfAnAmbientMesh() {
        tester.finding(document("- {name: gw, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}  # GWY007")
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("{name: north, mesh: books,", "{name: north, mesh: books, dataPlane: sidecar,")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,")
                .replace("workloads: [{cluster: south}]", "workloads: [{cluster: south, proxy: sidecar}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "port: 15443, ", "port: 443, ", "hbonePort: 15008, "})
    void holdsForAPortOfAnyNumber(String ports) {
        tester.holds(document("- {name: gw, " + ports + "addresses: [192.0.2.1]}"));
    }

    @Test
    void holdsWhereAnotherGatewayOfTheSameClusterOffersAPort() {
        tester.holds(document("""
                - {name: gw-1, cluster: south, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}
                - {name: gw-2, cluster: south, addresses: [192.0.2.2]}
                """));
        tester.holds(document("""
                - {name: gw-1, cluster: west, port: 0, addresses: [192.0.2.1]}
                - {name: gw-2, addresses: [192.0.2.2]}
                """));
    }

    @Test
    void holdsForAmbientClients() {
        tester.holds(document("- {name: gw, port: 0, addresses: [192.0.2.1]}")
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,"));
    }

    /** A port for sidecars would not let them reach ambient workloads. */
    @Test
    void holdsForSidecarsThatCallAmbientWorkloads() {
        tester.holds(document("- {name: gw, port: 0, hbonePort: 15008, addresses: [192.0.2.1]}")
                .replace("workloads: [{cluster: south}]", "workloads: [{cluster: south, proxy: ambient}]"));
    }

    @Test
    void holdsWhereNothingIsUsedThroughTheGateway() {
        tester.holds(document("- {name: gw, port: 0, addresses: [192.0.2.1]}")
                + "traffic: [{from: {cluster: west}, to: {service: shop/stock}}]\n");
    }

    @Test
    void leavesPendingUndiscoveredAndOtherGatewaysToTheRulesThatSaySo() {
        tester.holds(document("- {name: gw, port: 0, addresses: []}"));
        tester.holds(document("- {name: gw, port: 0, addresses: [192.0.2.1], exposes: [controlPlane]}"));
        tester.holds(document("- {name: gw, cluster: west, port: 0, addresses: [192.0.2.1]}")
                .replace(
                        "north, remoteSecrets: [{cluster: south}, {cluster: west}]",
                        "north, remoteSecrets: [{cluster:" + " south}]"));
    }

    @Test
    void needsTheAddressesOfAGatewayThatWouldTakeTheCalls() {
        assertThat(tester.needs(document("""
                - {name: gw-1, port: 0, addresses: [192.0.2.1]}
                - {name: gw-2}
                """))).containsExactly("/networks/1/gateways/1/addresses");
        tester.finding(document("- {name: gw, port: 0}  # GWY007"));
    }

    @Test
    void needsTheFactsThatDecideWhetherItIsUsed() {
        String document = document("- {name: gw, port: 0, addresses: [192.0.2.1]}");

        assertThat(tester.needs(document.replace(", remoteSecrets: [{cluster: south}, {cluster: west}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(document.replace(", workloads: [{cluster: south}]", "")))
                .containsExactly("/services/0/workloads");
    }
}
