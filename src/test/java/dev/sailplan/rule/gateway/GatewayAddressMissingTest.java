package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressMissingTest {

    private final RuleTester tester = RuleTester.of("GWY002");

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
                    gateways: [{name: eastwest-north, addresses: []}]
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    @Test
    void findsAGatewayWhoseAddressIsPending() {
        Finding finding = tester.finding(document("- {name: eastwest-south, addresses: []}  # GWY002"));

        assertThat(finding.facts())
                .containsEntry("gateways", "gateway eastwest-south")
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/addresses");
    }

    @Test
    void reportsAllGatewaysOfANetworkInOneFinding() {
        Finding finding = tester.finding(document("""
                - {name: eastwest-1, cluster: south, addresses: []}  # GWY002
                - {name: eastwest-2, addresses: []}  # GWY002
                - {name: control, exposes: [controlPlane], addresses: []}
                """));

        assertThat(finding.facts()).containsEntry("gateways", "gateways eastwest-1 and eastwest-2");
        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("gateway/eastwest-1", "gateway/eastwest-2");
    }

    @Test
    void findsAPendingGatewayWhereOnlyTheOneOfTheControlPlaneHasAnAddress() {
        tester.finding(document("""
                - {name: eastwest, exposes: [services, apiServer], addresses: []}  # GWY002
                - {name: control, exposes: [controlPlane], addresses: [192.0.2.2]}
                """));
    }

    @Test
    void findsAPendingGatewayOfAnAmbientNetwork() {
        String ambient = document("- {name: eastwest, port: 0, hbonePort: 15008, addresses: []}  # GWY002")
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,");

        tester.finding(ambient);
    }

    @Test
    void findsAPendingGatewayOfDeclaredTraffic() {
        tester.finding(document("- {name: eastwest, addresses: []}  # GWY002")
                + "traffic: [{from: {cluster: north}, to: {service: shop/stock}}]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "\"2001:db8::1\"", "gw.example"})
    void holdsForGatewaysWithAnAddressOfAnyKind(String address) {
        tester.holds(document("- {name: eastwest-south, addresses: [" + address + "]}"));
    }

    @Test
    void holdsWhereAnotherGatewayOfTheNetworkHasAnAddress() {
        tester.holds(document("""
                - {name: eastwest-1, addresses: []}
                - {name: eastwest-2, addresses: [192.0.2.2]}
                - {name: eastwest-3}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: north}}",
                "{from: {cluster: north}, to: {cluster: south}, expect: blocked}",
                "{from: {cluster: north}, to: {service: shop/stock}, expect: blocked}"
            })
    void holdsWhereNothingIsUsedThroughTheGateway(String traffic) {
        tester.holds(document("- {name: eastwest-south, addresses: []}") + "traffic: [" + traffic + "]\n");
    }

    @Test
    void holdsForClusterLocalServices() {
        tester.holds(document("- {name: eastwest-south, addresses: []}")
                .replace("namespace: shop,", "namespace: shop, scope: clusterLocal,"));
    }

    @Test
    void holdsForGatewaysThatExposeNoServices() {
        tester.holds(document("- {name: control, exposes: [controlPlane], addresses: []}"));
    }

    @Test
    void leavesNetworksWithoutGatewayToTheRuleThatSaysSo() {
        tester.holds(document("[]"));
    }

    @Test
    void holdsWhereNoClientDiscoversTheNetwork() {
        tester.holds(document("- {name: eastwest-south, addresses: []}")
                .replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []"));
    }

    @Test
    void findsAPendingGatewayOfAServiceExportedToAnotherMesh() {
        Finding finding = tester.finding("""
                name: bookshop
                meshes:
                  - {name: books, federatesWith: [{mesh: music, exports: [shop/stock]}]}
                  - {name: music, federatesWith: [{mesh: books}]}
                clusters:
                  - {name: north, mesh: music, network: vpc-north}
                  - {name: south, mesh: books, network: vpc-south}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: []}
                  - {name: istiod-south, cluster: south, remoteSecrets: []}
                networks:
                  - {name: vpc-north}
                  - name: vpc-south
                    gateways: [{name: eastwest, addresses: []}]  # GWY002
                services:
                  - {name: stock, namespace: shop, mesh: books, serviceEntryIn: [north], workloads: [{cluster: south}]}
                """);

        assertThat(finding.facts()).containsEntry("services", "books/shop/stock");
    }

    @Test
    void needsTheAddressesOfAGatewayThatIsNeeded() {
        assertThat(tester.needs(document("- {name: eastwest-south}")))
                .containsExactly("/networks/1/gateways/0/addresses");
        assertThat(tester.needs(document("""
                - {name: eastwest-1, addresses: []}
                - {name: eastwest-2}
                """))).containsExactly("/networks/1/gateways/1/addresses");
    }

    @Test
    void needsNoAddressesOfAGatewayThatIsNot() {
        tester.holds(document("- {name: eastwest-south}").replace("definedIn: [{cluster: north}], ", ""));
    }

    @Test
    void needsTheRemoteSecretsOfTheClients() {
        assertThat(tester.needs(document("- {name: eastwest-south, addresses: []}")
                        .replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void needsTheWorkloadsOfTheService() {
        assertThat(tester.needs(document("- {name: eastwest-south, addresses: []}")
                        .replace(", workloads: [{cluster: south}]", "")))
                .contains("/services/0/workloads");
    }
}
