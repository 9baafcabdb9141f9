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

class GatewayPublicTest {

    private static final String PUBLIC = "loadBalancer: {layer: L4, scope: public}";

    private final RuleTester tester = RuleTester.of("GWY008");

    private static String with(String gateways) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m, network: a}]
                networks:
                  - name: a
                    gateways:
                """ + gateways.indent(6);
    }

    @Test
    void findsServicesBehindAPublicLoadBalancer() {
        Finding finding =
                tester.finding(with("- {name: gw, cluster: east, addresses: [192.0.2.1], " + PUBLIC + "}  # GWY008"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("gateway", "gw")
                .containsEntry("network", "a")
                .containsEntry("exposed", "every service");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/networks/0/gateways/0/loadBalancer/scope");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exposes: [services]",
                "exposes: [controlPlane, services]",
                "addresses: []",
                "addresses: [\"2001:db8::1\"]",
                "port: 0, hbonePort: 15008"
            })
    void findsItWhateverElseTheGatewayDoes(String fields) {
        tester.finding(with("- {name: gw, " + fields + ", " + PUBLIC + "}  # GWY008"));
    }

    @Test
    void saysWhichHostsAreExposed() {
        Finding finding = tester.finding(with(
                "- {name: gw, hosts: [b.shop.svc.cluster.local, a.shop.svc.cluster.local], " + PUBLIC + "}  # GWY008"));

        assertThat(finding.facts()).containsEntry("exposed", "a.shop.svc.cluster.local and b.shop.svc.cluster.local");
    }

    @Test
    void eachGatewayIsAFindingOfItsOwn() {
        assertThat(tester.check(with("""
                - {name: one, loadBalancer: {scope: public}}  # GWY008
                - {name: two, loadBalancer: {scope: internal}}
                - {name: three, loadBalancer: {scope: public}}  # GWY008
                """))).hasSize(2);
    }

    @Test
    void findsEachOfHundreds() {
        String gateways = IntStream.range(0, 300)
                .mapToObj("- {name: gw-%s, loadBalancer: {scope: public}}  # GWY008\n"::formatted)
                .collect(Collectors.joining());

        assertThat(tester.check(with(gateways))).hasSize(300);
    }

    @Test
    void holdsForAnInternalLoadBalancer() {
        tester.holds(with("- {name: gw, loadBalancer: {layer: L4, scope: internal}}"));
    }

    @Test
    void holdsWhereNoServicesAreExposed() {
        tester.holds(with("- {name: gw, exposes: [controlPlane], " + PUBLIC + "}"));
        tester.holds(with("- {name: gw, exposes: [apiServer]}"));
        tester.holds(with("- {name: gw, exposes: []}"));
        tester.holds(with("- {name: gw, hosts: [], " + PUBLIC + "}"));
    }

    @Test
    void needsTheScopeOfGatewaysForServicesAlone() {
        assertThat(tester.needs(with("""
                - {name: one, loadBalancer: {layer: L4}}
                - {name: two}
                - {name: three, exposes: [controlPlane]}
                """)))
                .containsExactly(
                        "/networks/0/gateways/0/loadBalancer/scope", "/networks/0/gateways/1/loadBalancer/scope");
        tester.holds(with("- {name: gw}").replaceAll("    gateways:\n.*\n", ""));
    }
}
