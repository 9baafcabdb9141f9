package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostnameGatewayTest {

    private static final String HOST = "addresses: [gw.west.example]";

    private final RuleTester tester = RuleTester.of("GWY010");

    /** A gateway of network b with the given fields, and primaries on networks a and b of the given version. */
    private static String with(String gateway, String version) {
        return """
                name: t
                istioVersion: "%s"
                networks:
                  - {name: a, gateways: []}
                  - name: b
                    gateways:
                      - {name: gw-west, cluster: west, %s
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                """.formatted(version, gateway);
    }

    private static String current(String gateway) {
        return with(gateway, "1.31");
    }

    @Test
    void aHostNameThatIstiodResolvesHolds() {
        tester.holds(current(HOST + "}"));
        tester.holds(current(HOST + ", resolvable: true}"));
        tester.holds(with(HOST + "}", "1.13"));
    }

    @Test
    void findsAHostNameThatIstiodDoesNotResolve() {
        Finding finding = tester.finding(current(HOST + ", resolvable: false}  # GWY010"));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts())
                .containsEntry("gateways", "gateway gw-west")
                .containsEntry("names", "gw.west.example")
                .containsEntry("resolver", "istiod");
    }

    @Test
    void findsAHostNameAmongIpAddresses() {
        Finding finding = tester.finding(
                current("addresses: [192.0.2.1, gw.west.example, \"2001:db8::1\"], resolvable: false}  # GWY010"));

        assertThat(finding.facts()).containsEntry("names", "gw.west.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[192.0.2.1]", "[\"2001:db8::1\"]", "[]"})
    void ipAddressesAndPendingOnesNeedNoResolver(String addresses) {
        tester.holds(current("addresses: " + addresses + ", resolvable: false}"));
        tester.holds(with("addresses: " + addresses + "}", "1.12"));
    }

    @Test
    void findsAVersionThatDoesNotResolveHostNames() {
        Finding finding = tester.finding(with(HOST + "}  # GWY010", "1.12"));

        assertThat(finding.facts()).containsEntry("resolver", "control plane istiod-east (older than 1.13)");
    }

    @Test
    void theVersionOfEachControlPlaneCounts() {
        String yaml = with(HOST + "}", "1.12");

        tester.holds(yaml.replace("istiod-east, ", "istiod-east, version: \"1.31\", "));
        tester.finding(yaml.replace(HOST + "}", HOST + "}  # GWY010")
                .replace("istiod-west, ", "istiod-west, version: \"1.31\", "));
    }

    @Test
    void onlyControlPlanesThatKnowTheGatewayAndHaveClientsElsewhereUseIt() {
        String yaml = with(HOST + "}", "1.12");

        tester.holds(yaml.replace("remoteSecrets: [{cluster: west}]", "remoteSecrets: []"));
        tester.holds(yaml.replace("mesh: m, network: a", "mesh: m, network: b"));
        tester.finding(yaml.replace("cluster: west, " + HOST + "}", HOST + "}  # GWY010")
                .replace("remoteSecrets: [{cluster: west}]", "remoteSecrets: []"));
    }

    @Test
    void aHostNameThatIsNotResolvedIsOneCauseWhateverTheVersion() {
        tester.finding(with(HOST + ", resolvable: false}  # GWY010", "1.12"));
    }

    @Test
    void oneOldControlPlaneIsOneCauseForAllItsGateways() {
        String yaml = with(HOST + "}  # GWY010\n      - {name: gw-2, addresses: [b.example]}  # GWY010", "1.12");

        assertThat(tester.finding(yaml).facts()).containsEntry("gateways", "gateways gw-2 and gw-west");
    }

    @Test
    void everyGatewayThatIsNotResolvedIsACauseOfItsOwn() {
        String yaml = current(HOST + ", resolvable: false}  # GWY010\n"
                + "      - {name: gw-2, addresses: [b.example], resolvable: false}  # GWY010");

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[controlPlane]", "[apiServer]", "[controlPlane, apiServer]"})
    void gatewaysThatDoNotExposeServicesAreNotHandedOut(String exposes) {
        tester.holds(current(HOST + ", resolvable: false, exposes: " + exposes + "}"));
    }

    @Test
    void hundredsOfGatewaysAreOneFinding() {
        StringBuilder more = new StringBuilder(HOST + "}");
        for (int i = 0; i < 300; i++) {
            more.append("%n      - {name: g%03d, addresses: [g%03d.example]}%s"
                    .formatted(i, i, i < 100 ? "  # GWY010" : ""));
        }

        assertThat(tester.finding(with(more.toString(), "1.12")).facts())
                .containsEntry("gateways", "gateways g000, g001, g002 and 298 more");
    }

    @Test
    void needsAddressesOnlyWhereAHostNameWouldMatter() {
        assertThat(tester.needs(current("resolvable: false}"))).containsExactly("/networks/1/gateways/0/addresses");
        assertThat(tester.needs(with("port: 15443}", "1.12"))).containsExactly("/networks/1/gateways/0/addresses");
        tester.holds(current("port: 15443}"));
    }

    @Test
    void needsWhetherAnOldControlPlaneKnowsTheGateway() {
        assertThat(tester.needs(with(HOST + "}", "1.12").replace("remoteSecrets: [{cluster: west}]", "replicas: 1")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }
}
