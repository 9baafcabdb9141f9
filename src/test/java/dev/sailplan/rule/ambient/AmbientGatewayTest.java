package dev.sailplan.rule.ambient;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmbientGatewayTest {

    private static final String CLASSIC = "- {name: gw, cluster: south, addresses: [192.0.2.1]}";
    private static final String HBONE = "- {name: gw, cluster: south, addresses: [192.0.2.1], hbonePort: 15008}";

    private final RuleTester tester = RuleTester.of("AMB004");

    /** Two ambient primaries that discover each other; the service of the south is used in the north through these gateways. */
    private static String with(String gateways) {
        return """
                name: bookshop
                meshes: [{name: books, dataPlane: ambient}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
                services:
                  - {name: stock, namespace: shop, scope: mesh, definedIn: [{cluster: north}], workloads: [{cluster: south}]}
                networks:
                  - name: vpc-north
                    gateways: [{name: unused, addresses: [192.0.2.9]}]
                  - name: vpc-south
                    gateways:
                """ + gateways.indent(6);
    }

    @Test
    void findsAGatewayWithoutAPortForHbone() {
        Finding finding = tester.finding(with(CLASSIC + "  # AMB004"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("gateways", "Gateway gw")
                .containsEntry("network", "vpc-south")
                .containsEntry("problem", "offers no port for HBONE")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/networks/1/gateways/0/hbonePort");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void holdsForAPortForHbone() {
        tester.holds(with(HBONE));
        tester.holds(with(HBONE.replace("15008", "15009, port: 0")));
    }

    @Test
    void allGatewaysThatStandForTheEndpointsAreOneFinding() {
        Finding finding = tester.finding(with("""
                - {name: gw-2, cluster: south, addresses: [192.0.2.2]}  # AMB004
                - {name: gw-1, cluster: south, addresses: ["2001:db8::1"], hbonePort: 0}  # AMB004
                - {name: plain, addresses: [192.0.2.3], hbonePort: 15008}
                """));

        assertThat(finding.facts())
                .containsEntry("gateways", "Gateways gw-1 and gw-2")
                .containsEntry("problem", "offer no port for HBONE");
    }

    @Test
    void oneGatewayWithAPortAmongThoseOfTheClusterIsEnough() {
        tester.holds(with(CLASSIC + "\n- {name: gw-2, cluster: south, addresses: [192.0.2.2], hbonePort: 15008}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {name: gw, cluster: south, addresses: []}",
                "- {name: gw, cluster: south, addresses: [192.0.2.1], exposes: [controlPlane]}",
                "- {name: gw, cluster: south, addresses: [192.0.2.1], exposes: []}",
                "- {name: gw, addresses: [gw.example], resolvable: false}"
            })
    void holdsForGatewaysThatAreAnotherRulesBusiness(String gateway) {
        tester.holds(with(gateway));
        tester.holds(with(CLASSIC).replaceAll("    gateways:\n.*\n", "    gateways: []\n"));
    }

    @ParameterizedTest
    @CsvSource({"sidecar, ambient", "ambient, sidecar", "sidecar, sidecar", "ambient, none"})
    void holdsForCallsThatAreNotAmbientOnBothSides(String client, String server) {
        tester.holds(with(CLASSIC)
                .replace("network: vpc-north,", "network: vpc-north, dataPlane: " + client + ",")
                .replace("[{cluster: south}]}\nnetworks", "[{cluster: south, proxy: " + server + "}]}\nnetworks"));
    }

    @Test
    void anAmbientClusterInAMeshOfSidecarsCounts() {
        tester.finding(with(CLASSIC + "  # AMB004")
                .replace("books, dataPlane: ambient", "books")
                .replace("network: vpc-north,", "network: vpc-north, dataPlane: ambient,")
                .replace("[{cluster: south}]}\nnetworks", "[{cluster: south, proxy: ambient}]}\nnetworks"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: south}, expect: blocked}"
            })
    void holdsWhereNothingIsUsedFromElsewhere(String traffic) {
        tester.holds(with(CLASSIC) + "traffic: [" + traffic + "]\n");
        tester.holds(with(CLASSIC).replace("scope: mesh, ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[services, controlPlane]            | control planes",
                "[controlPlane]                      | control planes",
                "[services, apiServer]               | API servers",
                "[services, controlPlane, apiServer] | control planes and API servers"
            })
    void findsAGatewayForHboneThatIsToExposeTheControlPlane(String exposes, String what) {
        Finding finding = tester.finding(with("""
                - {name: gw, cluster: south, addresses: [192.0.2.1], hbonePort: 15008}
                - {name: other, cluster: south, addresses: [192.0.2.2], hbonePort: 15008, exposes: %s}  # AMB004
                """.formatted(exposes)));

        assertThat(finding.facts())
                .containsEntry("gateways", "Gateway other")
                .containsEntry("problem", "is for HBONE and is to expose " + what);
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/networks/1/gateways/1/exposes");
    }

    @Test
    void holdsForAClassicGatewayThatExposesTheControlPlane() {
        tester.holds(with(HBONE
                + "\n- {name: classic, cluster: south, addresses: [192.0.2.2], exposes: [controlPlane, apiServer]}"));
    }

    @Test
    void theControlPlaneMatterOnlyConcernsNetworksWithAmbientClusters() {
        String mixed = with("- {name: gw, addresses: [192.0.2.1], hbonePort: 15008, exposes: [services, controlPlane]}")
                .replace("network: vpc-south,", "network: vpc-south, dataPlane: sidecar,");

        tester.holds(mixed);
        tester.finding(mixed.replace("controlPlane]}", "controlPlane], cluster: north}  # AMB004"));
        tester.holds(mixed.replace("books, dataPlane: ambient", "books"));
    }

    @Test
    void bothCausesAreFindingsOfTheirOwn() {
        List<Finding> findings = tester.check(with(CLASSIC + "  # AMB004\n"
                + "- {name: far, addresses: [192.0.2.7], hbonePort: 15008, exposes: [apiServer]}  # AMB004"));

        assertThat(findings).hasSize(2);
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
        Finding finding = tester.finding(with(CLASSIC + "  # AMB004")
                .replace("clusters:\n", "clusters:\n" + clusters)
                .replace("controlPlanes:\n", "controlPlanes:\n" + controlPlanes)
                .replace("definedIn: [{cluster: north}]", "definedIn: " + objects));

        assertThat(finding.facts()).containsEntry("clients", "clusters c0, c1, c10 and 297 more");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void needsTheFactsThatDecideWhetherAmbientClientsNeedIt() {
        assertThat(tester.needs(with(CLASSIC).replace(", remoteSecrets: [{cluster: south}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(with(CLASSIC).replace(", workloads: [{cluster: south}]", "")))
                .containsExactly("/services/0/workloads");
        assertThat(tester.needs(with(CLASSIC + "\n- {name: gw-2, cluster: south, hbonePort: 15008}")))
                .containsExactly("/networks/1/gateways/1/addresses");
        tester.holds(with(HBONE).replace(", workloads: [{cluster: south}]", ""));
    }
}
