package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTlsModeTest {

    private static final String TERMINATING =
            "- {name: gw, cluster: south, addresses: [192.0.2.1], tlsMode: TERMINATE}";

    private final RuleTester tester = RuleTester.of("GWY003");

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
                    gateways: [{name: unused, addresses: [192.0.2.9], tlsMode: TERMINATE}]
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINATE, ends their mutual TLS with a certificate of its own",
        "PASSTHROUGH, has no route for the server names that sidecars send"
    })
    void findsAGatewayOfAnotherMode(String mode, String reason) {
        Finding finding = tester.finding(document("""
                - name: gw
                  addresses: [192.0.2.1]
                  tlsMode: %s  # GWY003
                """.formatted(mode)));

        assertThat(finding.facts())
                .containsEntry("gateway", "gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("mode", mode)
                .containsEntry("reason", reason)
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways/0/tlsMode");
    }

    @Test
    void reportsEachGatewayAlsoBesideSoundOnes() {
        List<Finding> findings = tester.check(document("""
                - {name: gw-1, cluster: south, addresses: [192.0.2.1], tlsMode: TERMINATE}  # GWY003
                - {name: gw-2, cluster: south, addresses: [192.0.2.2]}
                - {name: gw-3, cluster: south, addresses: [192.0.2.3], tlsMode: PASSTHROUGH}  # GWY003
                """));

        assertThat(findings).hasSize(2);
    }

    @Test
    void findsAGatewayThatServesAmbientClientsToo() {
        tester.finding(document("""
                - {name: gw, addresses: [192.0.2.1], hbonePort: 15008, tlsMode: TERMINATE}  # GWY003
                """));
    }

    @Test
    void findsTheGatewayOfAnotherClusterWhereTheirsHasNone() {
        String shared = document("- {name: gw, cluster: west, addresses: [192.0.2.1], tlsMode: TERMINATE}  # GWY003")
                .replace(
                        "clusters:\n",
                        "clusters:\n  - {name: west, mesh: books, network: vpc-south,"
                                + " apiServer: {reachableFrom: [\"*\"]}}\n")
                .replace(
                        "[{cluster: south}]}\n  - {name: istiod-south",
                        "[{cluster: south}, {cluster: west}]}\n" + "  - {name: istiod-south");

        tester.finding(shared);
    }

    /** Without the remote secret for the west, nobody in the north knows the gateway there. */
    @Test
    void holdsForAGatewayThatNoClientDiscovers() {
        tester.holds(
                document("""
                - {name: gw, addresses: [192.0.2.1]}
                - {name: hidden, cluster: west, addresses: [192.0.2.2], tlsMode: TERMINATE}
                """).replace("clusters:\n", "clusters:\n  - {name: west, mesh: books, network: vpc-south}\n"));
    }

    @Test
    void holdsForAGatewayWhoseClusterHasNoEndpointsAndAnotherOneHas() {
        tester.holds(document("""
                - {name: own, cluster: south, addresses: [192.0.2.1]}
                - {name: plain, addresses: [192.0.2.2], tlsMode: TERMINATE}
                """));
    }

    @Test
    void holdsForAutoPassthrough() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], tlsMode: AUTO_PASSTHROUGH}"));
        tester.holds(document("- {name: gw, addresses: [192.0.2.1]}"));
    }

    @Test
    void holdsWhereOneDeclarationOfTheSameAddressPassesThrough() {
        tester.holds(document("""
                - {name: gw-1, cluster: south, addresses: [192.0.2.1], tlsMode: TERMINATE}
                - {name: gw-2, cluster: south, addresses: [192.0.2.1]}
                """));
        tester.check(document("""
                - {name: gw-1, cluster: south, addresses: [192.0.2.1], tlsMode: TERMINATE}  # GWY003
                - {name: gw-2, cluster: south, addresses: [192.0.2.1], port: 15444}
                """));
    }

    @Test
    void holdsForAmbientClients() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], hbonePort: 15008, tlsMode: TERMINATE}")
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,"));
    }

    @Test
    void holdsForGatewaysWithoutAPortForSidecars() {
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], port: 0, hbonePort: 15008, tlsMode: TERMINATE}"));
    }

    /** Sidecars never reach ambient workloads through a gateway, whatever its mode. */
    @Test
    void holdsForSidecarsThatCallAmbientWorkloads() {
        tester.holds(document(TERMINATING)
                .replace("[{cluster: south}]}\nnetworks", "[{cluster: south, proxy: ambient}]}" + "\nnetworks"));
    }

    @Test
    void holdsForPendingGatewaysAndThoseOfTheControlPlane() {
        tester.holds(document("- {name: gw, addresses: [], tlsMode: TERMINATE}"));
        tester.holds(document("- {name: gw, addresses: [192.0.2.1], exposes: [controlPlane], tlsMode: PASSTHROUGH}"));
        tester.holds(document("- {name: gw, addresses: [gw.example], resolvable: false, tlsMode: TERMINATE}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: south}, expect: blocked}"
            })
    void holdsWhereNothingIsUsedThroughTheGateway(String traffic) {
        tester.holds(document(TERMINATING) + "traffic: [" + traffic + "]\n");
    }

    @Test
    void holdsWhereTheClientsHaveNoControlPlane() {
        tester.holds(document(TERMINATING)
                .replace("  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}\n", ""));
    }

    @Test
    void holdsForAFamilyThatNoClientHas() {
        String gateways = """
                - {name: v4, cluster: south, addresses: [192.0.2.1]}
                - {name: v6, cluster: south, addresses: ["2001:db8::1"], tlsMode: TERMINATE}
                """;

        tester.holds(document(gateways).replace("network: vpc-north,", "network: vpc-north, podCidrs: [10.0.0.0/16],"));
        assertThat(tester.needs(document(gateways))).containsExactly("/clusters/0/podCidrs");
        tester.finding(document(gateways)
                .replace("network: vpc-north,", "network: vpc-north, podCidrs: [10.0.0.0/16],")
                .replace("TERMINATE}\n      - {name: v6", "TERMINATE}  # GWY003\n      - {name: v6")
                .replace(
                        "addresses: [\"2001:db8::1\"], tlsMode: TERMINATE}",
                        "addresses: [\"2001:db8::1\", 192.0.2.2]," + " tlsMode: TERMINATE}  # GWY003"));
    }

    @Test
    void findsTheExportersGatewayThatAnotherMeshKnowsWithoutASecret() {
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
                    gateways: [{name: gw, cluster: south, addresses: [192.0.2.1], tlsMode: TERMINATE}]  # GWY003
                services:
                  - {name: stock, namespace: shop, mesh: books, serviceEntryIn: [north], workloads: [{cluster: south}]}
                """);

        assertThat(finding.facts()).containsEntry("services", "books/shop/stock");
    }

    @Test
    void saysItOnceForHundredsOfClients() {
        String clusters = IntStream.range(0, 300)
                .mapToObj("  - {name: c%s, mesh: books, network: vpc-north}\n"::formatted)
                .collect(Collectors.joining());
        String controlPlanes = IntStream.range(0, 300)
                .mapToObj("  - {name: p%1$s, cluster: c%1$s, remoteSecrets: [{cluster: south}]}\n"::formatted)
                .collect(Collectors.joining());
        Finding finding = tester.finding(document(TERMINATING + "  # GWY003")
                        .replace("clusters:\n", "clusters:\n" + clusters)
                        .replace("controlPlanes:\n", "controlPlanes:\n" + controlPlanes)
                + "traffic:\n"
                + IntStream.range(0, 300)
                        .mapToObj("  - {from: {cluster: c%s}, to: {service: shop/stock}}\n"::formatted)
                        .collect(Collectors.joining()));

        assertThat(finding.facts()).containsEntry("clients", "clusters c0, c1, c10 and 297 more");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void needsTheAddressesOfAGatewayThatOthersCouldStandInFor() {
        assertThat(tester.needs(document("""
                - {name: gw-1, addresses: [192.0.2.1]}
                - {name: gw-2, tlsMode: TERMINATE}
                """)))
                .containsExactly("/clusters/0/podCidrs", "/networks/1/gateways/1/addresses");
        tester.finding(document("- {name: gw, tlsMode: TERMINATE}  # GWY003"));
    }

    @Test
    void needsTheFactsThatDecideWhetherItIsUsed() {
        assertThat(tester.needs(document(TERMINATING).replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(document(TERMINATING).replace(", workloads: [{cluster: south}]", "")))
                .containsExactly("/services/0/workloads");
    }
}
