package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: hosts that are absent are every host, and tenants that are absent are none
class ExposesEverythingTest {

    private final RuleTester tester = RuleTester.of("GWY011");

    /** A gateway with these fields, where a tenant is declared. */
    private static String with(String fields) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, network: a}]
                tenants: [{name: shop, tenancy: namespace, namespaces: [shop]}]
                networks:
                  - name: a
                    gateways:
                      - {name: gw, cluster: east%s}
                """.formatted(fields);
    }

    private static String broken(String fields) {
        return with(fields).stripTrailing() + "  # GWY011\n";
    }

    @Test
    void findsAGatewayThatStatesNoHosts() {
        Finding finding = tester.finding(broken(""));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("gateway", "gw")
                .containsEntry("network", "a")
                .containsEntry("hosts", "no hosts are stated")
                .containsEntry("reason", "tenant shop is declared");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/networks/0/gateways/0/hosts");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*.local",
                "*.cluster.local",
                "*.svc.cluster.local",
                "*/*",
                "*/*.local",
                "./*.svc.cluster.local",
                "shop/*",
                "shop/*.svc.cluster.local"
            })
    void findsAPatternThatCoversEveryService(String pattern) {
        Finding finding = tester.finding(broken(", hosts: [web.shop.svc.cluster.local, \"" + pattern + "\"]"));

        assertThat(finding.facts()).containsEntry("hosts", pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*.shop.svc.cluster.local",
                "web.shop.svc.cluster.local",
                "shop/*.shop.svc.cluster.local",
                "*.example",
                "*.clusterset.local"
            })
    void holdsForPatternsThatCoverSomeServices(String pattern) {
        tester.holds(with(", hosts: [\"" + pattern + "\"]"));
    }

    @Test
    void holdsForAGatewayThatExposesNoServices() {
        tester.holds(with(", hosts: []"));
        tester.holds(with(", exposes: [controlPlane, apiServer]"));
        tester.holds(with(", exposes: []"));
    }

    @Test
    void holdsWhereNobodyAsksForIsolation() {
        String nobody = with("").replaceAll("tenants: .*\n", "");

        tester.holds(nobody);
        tester.holds(nobody + "requirements: {survive: [gateway]}\n");
        tester.holds(nobody + "tenants: []\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace", "cluster", "mesh"})
    void isolationOfTheWholeDocumentCountsToo(String isolation) {
        String required = broken("").replaceAll("tenants: .*\n", "requirements: {isolation: " + isolation + "}\n");

        assertThat(tester.finding(required).facts())
                .containsEntry("reason", "isolation by " + isolation + " is required");
    }

    @Test
    void gatewaysForHboneExposeTheirHostsToo() {
        tester.finding(broken(", port: 0, hbonePort: 15008"));
    }

    @Test
    void hundredsOfTenantsAreNamedByTheFirst() {
        String tenants = IntStream.range(0, 300)
                .mapToObj("{name: team-%03d, tenancy: namespace}"::formatted)
                .collect(Collectors.joining(", ", "tenants: [", "]\n"));
        Finding finding = tester.finding(broken("").replaceAll("tenants: .*\n", tenants));

        assertThat(finding.facts())
                .containsEntry("reason", "tenants team-000, team-001, team-002 and 297 more are declared");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void eachGatewayIsAFindingOfItsOwn() {
        assertThat(
                        tester.check(
                                broken("")
                                        + "      - {name: gw-2, hosts: [\"*\"]}  # GWY011\n      - {name: gw-3, hosts: [\"*.shop.svc.cluster.local\"]}\n"))
                .hasSize(2);
    }
}
