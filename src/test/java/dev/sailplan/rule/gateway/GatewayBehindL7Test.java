package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayBehindL7Test {

    private static final String L7 = "loadBalancer: {layer: L7}";
    private static final String BEHIND_L7 = "- {name: gw, cluster: south, addresses: [192.0.2.1], " + L7 + "}";

    private final RuleTester tester = RuleTester.of("GWY004");

    /** Two primaries that discover each other; the service of the south is used in the north through these gateways. */
    private static String document(String gateways) {
        return """
                name: bookshop
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
                services:
                  - {name: stock, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                networks:
                  - name: vpc-north
                    gateways: [{name: unused, addresses: [192.0.2.9]}]
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    private static String ambient(String document) {
        return document.replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,");
    }

    @Test
    void findsALoadBalancerOfLayerSeven() {
        Finding finding = tester.finding(document("""
                - name: gw
                  addresses: [192.0.2.1]
                  loadBalancer:
                    scope: internal
                    layer: L7  # GWY004
                """));

        assertThat(finding.facts())
                .containsEntry("gateway", "gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/loadBalancer/layer");
        assertThat(finding.subjects().get(0).element()).isEqualTo("gateway/gw");
    }

    @Test
    void findsItBeforeEachGatewayAlsoBesideSoundOnes() {
        assertThat(tester.check(
                        document("""
                        - {name: gw-1, addresses: [192.0.2.1], loadBalancer: {layer: L7}}  # GWY004
                        - {name: gw-2, addresses: [192.0.2.2], loadBalancer: {layer: L4}}
                        - {name: gw-3, addresses: ["2001:db8::3", 192.0.2.3], loadBalancer: {layer: L7}}  # GWY004
                        """).replace("network: vpc-north,", "network: vpc-north, podCidrs: [10.0.0.0/16],")))
                .hasSize(2);
    }

    @Test
    void findsItBeforeHboneToo() {
        tester.finding(ambient(
                document("- {name: gw, addresses: [192.0.2.1], port: 0, hbonePort: 15008, " + L7 + "}  # GWY004")));
    }

    @Test
    void holdsForLayerFour() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], loadBalancer: {layer: L4}}"));
    }

    @Test
    void holdsForAGatewayThatTheClientsHaveNoPortOf() {
        tester.holds(ambient(document(BEHIND_L7)));
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], port: 0, hbonePort: 15008, " + L7 + "}"));
    }

    @Test
    void holdsWhereOneDeclarationOfTheSameAddressIsNotBehindIt() {
        tester.holds(document(BEHIND_L7 + "\n- {name: gw-2, cluster: south, addresses: [192.0.2.1],"
                + " loadBalancer: {layer: L4}}"));
    }

    @Test
    void holdsForPendingGatewaysAndThoseOfTheControlPlane() {
        tester.holds(document("- {name: gw, addresses: [], " + L7 + "}"));
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], exposes: [apiServer], " + L7 + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {service: shop/stock}, expect: blocked}"
            })
    void holdsWhereNothingIsUsedThroughTheGateway(String traffic) {
        tester.holds(document(BEHIND_L7) + "traffic: [" + traffic + "]\n");
        tester.holds(document("- {name: gw, addresses: [192.0.2.1]}") + "traffic: [" + traffic + "]\n");
    }

    /** Gateways only carry calls between workloads of one data plane. */
    @Test
    void holdsForCallsBetweenDataPlanes() {
        tester.holds(document(BEHIND_L7)
                .replace("workloads: [{cluster: south}]", "workloads: [{cluster: south, proxy: ambient}]"));
    }

    @Test
    void needsTheLayerOfAGatewayThatIsNeeded() {
        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1]}")))
                .containsExactly("/networks/1/gateways/0/loadBalancer/layer");
        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1], loadBalancer: {scope: internal}}")))
                .containsExactly("/networks/1/gateways/0/loadBalancer/layer");
    }

    /** Where the orders run is not known, and would matter only if no other call were certain. */
    @Test
    void needsTheLayerAloneWhereOneCallIsCertain() {
        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1]}")
                        .replace(
                                "services:\n",
                                "services:\n  - {name: orders, namespace: shop, definedIn: [{cluster: north}]}\n")))
                .containsExactly("/networks/1/gateways/0/loadBalancer/layer");
    }

    @Test
    void needsTheFactsThatDecideWhetherItIsUsed() {
        assertThat(tester.needs(document(BEHIND_L7).replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1]}")
                        .replace(", workloads: [{cluster: south}]", "")))
                .contains("/networks/1/gateways/0/loadBalancer/layer", "/services/0/workloads");
    }
}
