package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayIpFamilyTest {

    private static final String V4 = "[10.10.0.0/16]";
    private static final String V6 = "[\"2001:db8:10::/56\"]";

    private final RuleTester tester = RuleTester.of("GWY006");

    /** Two primaries that discover each other; the service of the south is used in the north through these gateways. */
    private static String document(String podCidrs, String gateways) {
        return """
                name: bookshop
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north, podCidrs: %s, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, podCidrs: %1$s, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, version: "1.30", remoteSecrets: [{cluster: south}]}
                  - {name: istiod-south, cluster: south, version: "1.30", remoteSecrets: [{cluster: north}]}
                services:
                  - {name: stock, namespace: shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                networks:
                  - name: vpc-north
                    gateways: []
                  - name: vpc-south
                    gateways:
                """.formatted(podCidrs) + gateways.indent(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"['2001:db8:10::/56'] | 192.0.2.1 | IPv6", "[10.10.0.0/16] | '2001:db8::1' | IPv4"})
    void findsClientsOfOneFamilyAndGatewaysOfTheOther(String podCidrs, String address, String family) {
        Finding finding = tester.finding(document(podCidrs, """
                - name: gw
                  cluster: south
                  addresses: ["%s"]  # GWY006
                """.formatted(address)));

        assertThat(finding.facts())
                .containsEntry("family", family)
                .containsEntry("gateways", "gateway gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/addresses");
    }

    @Test
    void reportsAllGatewaysOfANetworkInOneFinding() {
        Finding finding = tester.finding(document(V6, """
                - {name: gw-2, addresses: [192.0.2.2]}  # GWY006
                - {name: gw-1, addresses: [192.0.2.1, 192.0.2.3]}  # GWY006
                - {name: pending, addresses: []}
                - {name: control, exposes: [controlPlane], addresses: ["2001:db8::1"]}
                - {name: unresolved, addresses: [gw.example], resolvable: false}
                - {name: hbone, addresses: ["2001:db8::2"], port: 0, hbonePort: 15008}
                """));

        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("gateway/gw-1", "gateway/gw-2");
    }

    /** In the west there is a gateway of each family, in the south only one of the other. */
    @Test
    void looksAtTheGatewaysOfTheEndpointsCluster() {
        String gateways = """
                - {name: west, cluster: west, addresses: ["2001:db8::1", 192.0.2.1]}
                - {name: south, cluster: south, addresses: [192.0.2.2]}  # GWY006
                """;

        tester.finding(withWest(document(V6, gateways)));
        tester.holds(
                withWest(document(V6, gateways.replace("cluster: south, ", "").replace("  # GWY006", ""))));
    }

    private static String withWest(String document) {
        return document.replace(
                        "clusters:\n",
                        "clusters:\n  - {name: west, mesh: books, network: vpc-south,"
                                + " apiServer: {reachableFrom: [\"*\"]}}\n")
                .replace(
                        "\"1.30\", remoteSecrets: [{cluster: south}",
                        "\"1.30\", remoteSecrets: [{cluster: west}," + " {cluster: south}");
    }

    @Test
    void reportsEachFamilyThatIsMissingByItself() {
        String both = withWest(document(V6, """
                - {name: west, cluster: west, addresses: ["2001:db8::1"]}  # GWY006
                - {name: south, cluster: south, addresses: [192.0.2.2]}  # GWY006
                """))
                .replace(
                        "clusters:\n",
                        "clusters:\n  - {name: old, mesh: books, network: vpc-north, podCidrs: " + V4
                                + ", controlPlanes: [istiod-north], apiServer: {reachableFrom: [\"*\"]}}\n")
                .replace(
                        "[{cluster: north}], workloads: [",
                        "[{cluster: north}, {cluster: old}], workloads: [{cluster:" + " west}, ");
        List<Finding> findings = tester.check(both);

        assertThat(findings)
                .extracting(finding ->
                        finding.facts().get("clients") + " " + finding.facts().get("gateways"))
                .containsExactlyInAnyOrder("cluster north gateway south", "cluster old gateway west");
    }

    @Test
    void findsAmbientClientsByTheirOwnPort() {
        tester.finding(document(V6, """
                - {name: hbone, addresses: [192.0.2.1], hbonePort: 15008}  # GWY006
                - {name: sidecars, addresses: ["2001:db8::1"]}
                """)
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"2001:db8::1\"]",
                "[192.0.2.1, \"2001:db8::1\"]",
                "[192.0.2.1, gw.example]",
                "[gw.example]",
                "[]"
            })
    void holdsForAnAddressOfTheFamilyOrAHostName(String addresses) {
        tester.holds(document(V6, "- {name: gw, addresses: " + addresses + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[10.10.0.0/16, \"2001:db8:10::/56\"]", "[]", "[10.10.0.0/16]"})
    void holdsForClientsOfBothFamiliesOrOfTheGateways(String podCidrs) {
        tester.holds(document(podCidrs, "- {name: gw, addresses: [192.0.2.1]}"));
    }

    @Test
    void holdsBeforeIstioChoseByFamily() {
        tester.holds(document(V6, "- {name: gw, addresses: [192.0.2.1]}").replace("1.30", "1.29"));
        assertThat(tester.findings(
                        document(V6, "- {name: gw, addresses: [192.0.2.1]}").replace("1.30", "1.31")))
                .hasSize(1);
    }

    @Test
    void holdsWhereNothingIsUsedThroughTheGateway() {
        tester.holds(document(V6, "- {name: gw, addresses: [192.0.2.1]}")
                + "traffic: [{from: {cluster: south}, to: {service: shop/stock}}]\n");
    }

    @Test
    void leavesMissingGatewaysPortsAndServicesToTheRulesThatSaySo() {
        tester.holds(document(V6, "- {name: gw, addresses: [192.0.2.1], port: 0}"));
        tester.holds(document(V6, "- {name: gw, addresses: [192.0.2.1], exposes: []}"));
    }

    @Test
    void holdsForCallsBetweenDataPlanesAndClientsWithoutControlPlane() {
        String document = document(V6, "- {name: gw, addresses: [192.0.2.1]}");

        tester.holds(
                document.replace("workloads: [{cluster: south}]", "workloads: [{cluster: south, proxy: ambient}]"));
        tester.holds(document.replace(
                "  - {name: istiod-north, cluster: north, version: \"1.30\", remoteSecrets: [{cluster: south}]}\n",
                ""));
    }

    @Test
    void needsTheFamiliesOfTheClientsWhereTheGatewaysHaveOne() {
        String unknown = document("X", "- {name: gw, addresses: [192.0.2.1]}").replace(" podCidrs: X,", "");

        assertThat(tester.needs(unknown)).containsExactly("/clusters/0/podCidrs");
        tester.holds(unknown.replace("[192.0.2.1]", "[192.0.2.1, \"2001:db8::1\"]"));
        tester.holds(unknown.replace("[192.0.2.1]", "[gw.example]"));
        tester.holds(unknown.replace("1.30", "1.29"));
    }

    @Test
    void needsTheAddressesOfTheGateways() {
        assertThat(tester.needs(document(V6, "- {name: gw}"))).containsExactly("/networks/1/gateways/0/addresses");
        assertThat(tester.needs(document(V6, """
                - {name: gw-1, addresses: [192.0.2.1]}
                - {name: gw-2}
                """))).containsExactly("/networks/1/gateways/1/addresses");
        tester.holds(document(V6, """
                - {name: gw-1, addresses: ["2001:db8::1"]}
                - {name: gw-2}
                """));
    }

    @Test
    void needsTheFactsThatDecideWhetherItIsUsed() {
        assertThat(tester.needs(document(V6, "- {name: gw, addresses: [192.0.2.1]}")
                        .replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(document(V6, "- {name: gw, addresses: [192.0.2.1]}")
                        .replace(", workloads: [{cluster: south}]", "")))
                .containsExactly("/services/0/workloads");
    }
}
