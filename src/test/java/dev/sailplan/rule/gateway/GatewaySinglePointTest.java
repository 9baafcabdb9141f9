package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySinglePointTest {

    private static final String ONE = "- {name: gw, cluster: south, addresses: [192.0.2.1], replicas: 1}";

    private final RuleTester tester = RuleTester.of("GWY009");

    /** Two primaries that discover each other; the service of the south is used in the north through these gateways. */
    private static String with(String gateways) {
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
                    gateways: [{name: unused, addresses: [192.0.2.9], replicas: 1}]
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    private static String ambient(String gateways) {
        return with(gateways)
                .replace("{name: books}", "{name: books, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,");
    }

    @Test
    void findsASingleReplica() {
        Finding finding = tester.finding(with(ONE + "  # GWY009"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("gateways", "gateway gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("replicas", "has one replica")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/networks/1/gateways/0/replicas");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void addressesAreNoReplicas() {
        tester.finding(with("- {name: gw, addresses: [192.0.2.1, \"2001:db8::1\"], replicas: 1}  # GWY009"));
    }

    @Test
    void severalReplicasOrGatewaysHold() {
        tester.holds(with(ONE.replace("replicas: 1", "replicas: 2")));
        tester.holds(with(ONE + "\n- {name: gw-2, addresses: [192.0.2.2], replicas: 1}"));
        tester.holds(with(ONE + "\n- {name: gw-2, addresses: [192.0.2.2]}"));
        tester.holds(with("- {name: gw-1, addresses: [192.0.2.1]}\n- {name: gw-2, addresses: [192.0.2.2]}"));
    }

    @Test
    void gatewaysWithoutReplicasDoNotHelp() {
        Finding finding =
                tester.finding(with(ONE + "  # GWY009\n- {name: gw-2, addresses: [192.0.2.2], replicas: 0}  # GWY009"));

        assertThat(finding.facts()).containsEntry("replicas", "have one replica together");
        assertThat(tester.finding(with(ONE.replace("replicas: 1", "replicas: 0") + "  # GWY009"))
                        .facts())
                .containsEntry("replicas", "has no replica");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addresses: [192.0.2.2], exposes: [controlPlane]",
                "addresses: [192.0.2.2], exposes: []",
                "addresses: [192.0.2.2], port: 0, hbonePort: 15008",
                "addresses: []",
                "addresses: [gw.example], resolvable: false"
            })
    void gatewaysThatSidecarsCannotUseDoNotHelp(String fields) {
        tester.finding(with(ONE + "  # GWY009\n- {name: other, replicas: 3, " + fields + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addresses: []",
                "exposes: [controlPlane]",
                "exposes: []",
                "port: 0",
                "resolvable: false, addresses: [gw.example]"
            })
    void holdsForGatewaysThatAreAnotherRulesBusiness(String fields) {
        tester.holds(with("- {name: gw, replicas: 1, " + fields + "}"));
        tester.holds(with("- {name: gw}").replaceAll("    gateways:\n.*\n", "    gateways: []\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: south}, expect: blocked}"
            })
    void holdsWhereNothingIsUsedFromElsewhere(String traffic) {
        tester.holds(with(ONE) + "traffic: [" + traffic + "]\n");
    }

    @Test
    void holdsForCallsBetweenDataPlanes() {
        tester.holds(
                with(ONE).replace("[{cluster: south}]}\nnetworks", "[{cluster: south, proxy: ambient}]}\nnetworks"));
    }

    @Test
    void ambientClientsUseTheFirstGatewayOnly() {
        String gateways = """
                - {name: second, addresses: [192.0.2.9], hbonePort: 15008, replicas: 5}
                - {name: first, addresses: [192.0.2.10], hbonePort: 15008, replicas: 1}  # GWY009
                """;

        assertThat(tester.finding(ambient(gateways)).facts()).containsEntry("gateways", "gateway first");
        tester.holds(with(gateways.replace("  # GWY009", "")));
        tester.holds(ambient(gateways.replace("  # GWY009", "").replace("192.0.2.10", "192.0.2.90")));
    }

    @Test
    void theOrderOfGatewaysInTheDocumentDoesNotMatter() {
        String first = "- {name: a, addresses: [192.0.2.1], hbonePort: 15008, replicas: 1}  # GWY009\n";
        String second = "- {name: b, addresses: [192.0.2.2], hbonePort: 15008, replicas: 2}\n";

        tester.finding(ambient(first + second));
        tester.finding(ambient(second + first));
    }

    /** The west, ambient and on the network of the north, calls ambient workloads of the same service. */
    private static String mixed(String gateways) {
        return with(gateways)
                .replace("controlPlanes:\n", """
                          - {name: west, mesh: books, network: vpc-north, dataPlane: ambient}
                        controlPlanes:
                          - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: south}]}
                        """)
                .replace("definedIn: [{cluster: north}]", "definedIn: [{cluster: north}, {cluster: west}], scope: mesh")
                .replace(
                        "workloads: [{cluster: south}]",
                        "workloads: [{cluster: south}, {cluster: south, proxy: ambient}]");
    }

    @Test
    void clientsOfBothDataPlanesThatPassOneGatewayAreOneFinding() {
        String one = "- {name: gw, addresses: [192.0.2.1], hbonePort: 15008, replicas: 1}  # GWY009";

        assertThat(tester.finding(mixed(one)).facts()).containsEntry("clients", "clusters north and west");
    }

    @Test
    void differentGatewaysForTheDataPlanesAreFindingsOfTheirOwn() {
        assertThat(tester.check(mixed("""
                        - {name: sidecars, addresses: [192.0.2.1], replicas: 1}  # GWY009
                        - {name: ambient, addresses: [192.0.2.2], port: 0, hbonePort: 15008, replicas: 1}  # GWY009
                        """)))
                .extracting(finding -> finding.facts().get("clients"))
                .containsExactlyInAnyOrder("cluster north", "cluster west");
    }

    @Test
    void whatIsKnownForOneDataPlaneDoesNotWaitForTheOther() {
        String gateways = """
                - {name: sidecars, addresses: [192.0.2.1]}
                - {name: ambient, addresses: [192.0.2.2], port: 0, hbonePort: 15008, replicas: 1}  # GWY009
                """;

        assertThat(tester.needs(mixed(gateways))).containsExactly("/networks/1/gateways/0/replicas");
    }

    @Test
    void saysItOnceForHundredsOfClients() {
        String clusters = IntStream.range(0, 300)
                .mapToObj("  - {name: c%s, mesh: books, network: vpc-north}\n"::formatted)
                .collect(Collectors.joining());
        String controlPlanes = IntStream.range(0, 300)
                .mapToObj("  - {name: p%1$s, cluster: c%1$s, remoteSecrets: [{cluster: south}]}\n"::formatted)
                .collect(Collectors.joining());
        List<String> objects =
                IntStream.range(0, 300).mapToObj("{cluster: c%s}"::formatted).toList();
        Finding finding = tester.finding(with(ONE + "  # GWY009")
                .replace("clusters:\n", "clusters:\n" + clusters)
                .replace("controlPlanes:\n", "controlPlanes:\n" + controlPlanes)
                .replace("definedIn: [{cluster: north}]", "definedIn: " + objects));

        assertThat(finding.facts()).containsEntry("clients", "clusters c0, c1, c10 and 297 more");
    }

    @Test
    void needsTheReplicasOfTheOnlyGateway() {
        assertThat(tester.needs(with("- {name: gw, addresses: [192.0.2.1]}")))
                .containsExactly("/networks/1/gateways/0/replicas");
        assertThat(tester.needs(with("- {name: gw}"))).containsExactly("/networks/1/gateways/0/replicas");
        assertThat(tester.needs(with(
                        "- {name: gw-1, addresses: [192.0.2.1]}\n- {name: gw-2, addresses: [192.0.2.2], replicas: 0}")))
                .containsExactly("/networks/1/gateways/0/replicas");
        tester.finding(with("- {name: gw, replicas: 1}  # GWY009"));
    }

    @Test
    void needsAddressesThatDecideWhetherAnotherGatewayHelps() {
        assertThat(tester.needs(with(ONE + "\n- {name: gw-2, replicas: 1}")))
                .containsExactly("/networks/1/gateways/1/addresses");
        tester.holds(with(ONE.replace("replicas: 1", "replicas: 2") + "\n- {name: gw-2, replicas: 1}"));
        tester.holds(with("- {name: gw-1, replicas: 2}\n- {name: gw-2, replicas: 3}"));
    }

    @Test
    void needsAddressesThatDecideWhichGatewayIsFirst() {
        String gateways = """
                - {name: known, addresses: [192.0.2.1], hbonePort: 15008, replicas: 2}
                - {name: hidden, hbonePort: 15008, replicas: 1}
                """;

        assertThat(tester.needs(ambient(gateways))).containsExactly("/networks/1/gateways/1/addresses");
        tester.holds(ambient(gateways.replace("replicas: 1", "replicas: 2")));
        tester.finding(ambient(gateways.replace("replicas: 2}", "replicas: 1}  # GWY009")
                .replace("replicas: 1}\n", "replicas: 1}  # GWY009\n")));
    }

    @Test
    void needsTheFactsThatDecideWhetherItIsUsed() {
        assertThat(tester.needs(with(ONE).replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(with(ONE).replace(", workloads: [{cluster: south}]", "")))
                .containsExactly("/services/0/workloads");
        tester.holds(with(ONE.replace("replicas: 1", "replicas: 2")).replace(", workloads: [{cluster: south}]", ""));
    }
}
