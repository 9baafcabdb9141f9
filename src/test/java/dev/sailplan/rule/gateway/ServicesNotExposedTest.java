package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesNotExposedTest {

    private static final String SHOP = "hosts: [\"*.shop.svc.cluster.local\"]";
    private static final String OTHER = "hosts: [\"*.other.svc.cluster.local\"]";

    private final RuleTester tester = RuleTester.of("GWY005");

    /** Two primaries that discover each other; the services of the south are used in the north through these gateways. */
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
                  - {name: rates, namespace: bank, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                  - {name: own, namespace: bank, definedIn: [{cluster: south}], workloads: [{cluster: south}]}
                networks:
                  - name: vpc-north
                    gateways: []
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    @Test
    void findsHostsThatDoNotCoverAServiceUsedFromElsewhere() {
        Finding finding = tester.finding(document("""
                - name: gw
                  addresses: [192.0.2.1]
                  hosts: ["*.shop.svc.cluster.local"]  # GWY005
                """));

        assertThat(finding.facts())
                .containsEntry("gateways", "gateway gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "bank/rates");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/hosts");
    }

    @Test
    void namesAllServicesInOneFinding() {
        Finding finding = tester.finding(document("- {name: gw, addresses: [192.0.2.1], hosts: []}  # GWY005"));

        assertThat(finding.facts()).containsEntry("services", "bank/rates and shop/stock");
    }

    /** Istio shares the calls between both gateways, whatever they expose. */
    @Test
    void findsEachGatewayAlsoWhereAnotherOneCoversTheHost() {
        List<Finding> findings = tester.check(document("""
                - {name: all, addresses: [192.0.2.1]}
                - {name: shop, addresses: [192.0.2.2], hosts: ["*.shop.svc.cluster.local"]}  # GWY005
                - {name: bank, addresses: [192.0.2.3], hosts: ["*.bank.svc.cluster.local"]}  # GWY005
                """));

        assertThat(findings)
                .extracting(finding -> finding.facts().get("services"))
                .containsExactly("bank/rates", "shop/stock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[controlPlane]", "[apiServer, controlPlane]", "[]"})
    void findsANetworkWithoutAGatewayForServices(String exposes) {
        Finding finding = tester.finding(document("""
                - name: gw-2
                  addresses: [192.0.2.2]
                  exposes: [controlPlane]  # GWY005
                - name: gw-1
                  addresses: []
                  exposes: %s  # GWY005
                """.formatted(exposes)));

        assertThat(finding.facts())
                .containsEntry("gateways", "gateways gw-1 and gw-2")
                .containsEntry("services", "bank/rates and shop/stock");
        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("gateway/gw-1", "gateway/gw-2");
    }

    @Test
    void findsAGatewayThatExposesNothingBesideOneForServices() {
        tester.finding(document("""
                - {name: gw-1, addresses: [192.0.2.1]}
                - {name: gw-2, addresses: [192.0.2.2], exposes: []}  # GWY005
                """));
    }

    @Test
    void findsUncoveredServicesOfAmbientClients() {
        tester.finding(
                document("- {name: gw, addresses: [192.0.2.1], port: 0, hbonePort: 15008, " + SHOP + "}  # GWY005")
                        .replace("{name: books}", "{name: books, dataPlane: ambient}")
                        .replace("namespace: bank,", "namespace: bank, scope: mesh,"));
    }

    @Test
    void leavesOutGatewaysForTheControlPlaneAlone() {
        tester.holds(document("""
                - {name: gw, addresses: [192.0.2.1]}
                - {name: control, addresses: [192.0.2.2], exposes: [controlPlane]}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"*\"]",
                "[\"*.local\"]",
                "[\"*/*.svc.cluster.local\"]",
                "[\"*.bank.svc.cluster.local\", \"./stock.shop.svc.cluster.local\"]",
                "[\"istio-system/*.local\"]",
                "[rates.bank.svc.cluster.local, stock.shop.svc.cluster.local]"
            })
    void holdsForHostsThatCoverAllThatIsUsed(String hosts) {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], hosts: " + hosts + "}"));
    }

    @Test
    void holdsForAGatewayThatIsNotAmongThoseOfTheEndpoints() {
        tester.holds(document("""
                - {name: own, cluster: south, addresses: [192.0.2.1]}
                - {name: plain, addresses: [192.0.2.2], hosts: ["*.other.svc.cluster.local"]}
                """));
    }

    @Test
    void judgesAGatewayByTheServicesOfItsClusterOnly() {
        Finding finding = tester.finding(document("""
                - {name: west, cluster: west, addresses: [192.0.2.1], hosts: ["rates.bank.svc.cluster.local"]}
                - {name: south, cluster: south, addresses: [192.0.2.2], hosts: ["rates.bank.svc.cluster.local"]}  # GWY005
                """)
                .replace(
                        "clusters:\n",
                        "clusters:\n  - {name: west, mesh: books, network: vpc-south,"
                                + " apiServer: {reachableFrom: [\"*\"]}}\n")
                .replace("north, remoteSecrets: [", "north, remoteSecrets: [{cluster: west}, "));

        assertThat(finding.facts()).containsEntry("services", "shop/stock");
    }

    @Test
    void holdsForPendingGateways() {
        tester.holds(document("- {name: gw, addresses: [], " + OTHER + "}"));
    }

    @Test
    void holdsWhereNothingIsUsedFromElsewhere() {
        String unused = "traffic: [{from: {cluster: south}, to: {service: shop/stock}}]\n";

        tester.holds(document("- {name: gw, addresses: [192.0.2.1], " + OTHER + "}") + unused);
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], exposes: [controlPlane]}") + unused);
    }

    @Test
    void holdsForHeadlessServicesWhichNoGatewayStandsFor() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], " + SHOP + "}")
                .replace("name: rates,", "name: rates, headless: true,"));
    }

    @Test
    void holdsForCallsBetweenDataPlanes() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], " + SHOP + "}")
                .replace("workloads: [{cluster: south}]", "workloads: [{cluster: south, proxy: ambient}]"));
    }

    @Test
    void findsAnExportedServiceThatTheExportersGatewayDoesNotCover() {
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
                    gateways: [{name: gw, cluster: south, addresses: [192.0.2.1], hosts: ["*.bank.svc.cluster.local"]}]  # GWY005
                services:
                  - {name: stock, namespace: shop, mesh: books, serviceEntryIn: [north], workloads: [{cluster: south}]}
                  - {name: rates, namespace: bank, mesh: books, serviceEntryIn: [north], workloads: [{cluster: south}]}
                """);

        assertThat(finding.facts()).containsEntry("services", "books/shop/stock");
    }

    @Test
    void needsTheFactsThatDecideWhetherAServiceIsUsed() {
        String secrets = ", remoteSecrets: [{cluster: south}]";

        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1], " + SHOP + "}")
                        .replace(secrets, "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(document("- {name: gw, addresses: [192.0.2.1], exposes: [controlPlane]}")
                        .replace(secrets, "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void needsTheWorkloadsOnlyOfServicesThatAreNotCovered() {
        String unplaced = document("- {name: gw, addresses: [192.0.2.1], " + SHOP + "}")
                .replace("shop, definedIn: [{cluster: north}], workloads: [{cluster: south}]}", "shop}")
                .replace("bank, definedIn: [{cluster: north}], workloads: [{cluster: south}]}", "bank}");

        assertThat(tester.needs(unplaced)).containsExactly("/services/1/workloads");
    }

    @Test
    void needsTheAddressesOfAGatewayThatOthersCouldStandInFor() {
        assertThat(tester.needs(document("""
                - {name: gw-1, addresses: [192.0.2.1]}
                - {name: gw-2, hosts: ["*.shop.svc.cluster.local"]}
                """)))
                .containsExactly("/clusters/0/podCidrs", "/networks/1/gateways/1/addresses");
    }
}
