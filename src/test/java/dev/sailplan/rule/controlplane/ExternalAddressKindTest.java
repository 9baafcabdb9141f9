package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalAddressKindTest {

    private final RuleTester tester = RuleTester.of("CPL014");

    private static String external(String address) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}
                  - {name: config, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - name: istiod
                    cluster: hub
                    mesh: m
                    configCluster: config
                    address: %s
                """.formatted(address);
    }

    private static String broken(String yaml) {
        return yaml.replaceFirst("(address: .*)", "$1  # CPL014");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.5", "'2001:db8::5'", "'::ffff:203.0.113.5'"})
    void findsAnIpAddressOfTheKindOfAHostName(String value) {
        Finding finding = tester.finding(broken(external("{value: " + value + ", kind: dnsName}")));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/address/value", "/controlPlanes/0/address/kind");
        assertThat(finding.facts())
                .containsEntry("controlPlane", "istiod")
                .containsEntry("clusters", "clusters config and west")
                .containsEntry("kind", "dnsName")
                .containsEntry("address", value.replace("'", ""))
                .containsEntry("form", "an IP address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodeIp", "clusterIp"})
    void findsAHostNameOfTheKindOfAnAddress(String kind) {
        Finding finding = tester.finding(broken(external("{value: istiod.m.example, kind: " + kind + "}")));

        assertThat(finding.facts()).containsEntry("kind", kind).containsEntry("form", "a host name");
    }

    @ParameterizedTest
    @CsvSource({
        "istiod.m.example, dnsName",
        "istiod.m.example., dnsName",
        "203.0.113.5, publicLoadBalancer",
        "'''2001:db8::5''', publicLoadBalancer",
        "10.0.0.5, internalLoadBalancer",
        "10.0.0.6, nodeIp",
        "istiod-1.elb.example, publicLoadBalancer",
        "istiod-1.elb.example, internalLoadBalancer"
    })
    void isANameWithACertificateOrAnAddressWithout(String value, String kind) {
        tester.holds(external("{value: " + value + ", kind: " + kind + "}"));
    }

    @Test
    void needsTheKindAndTheValueOfTheAddress() {
        assertThat(tester.needs(external("{value: istiod.m.example}")))
                .containsExactly("/controlPlanes/0/address/kind");
        assertThat(tester.needs(external("{kind: dnsName}"))).containsExactly("/controlPlanes/0/address/value");
        assertThat(tester.needs(external("{stable: true}")))
                .containsExactly("/controlPlanes/0/address/kind", "/controlPlanes/0/address/value");
        assertThat(tester.needs(external("").replace("    address: \n", "")))
                .containsExactly("/controlPlanes/0/address");
    }

    @Test
    void theAddressOfALoadBalancerNeedNotBeStated() {
        tester.holds(external("{kind: publicLoadBalancer}"));
        tester.holds(external("{kind: internalLoadBalancer}"));
    }

    @Test
    void findsAManagedControlPlane() {
        String yaml = external("{value: 203.0.113.5, kind: dnsName}").replace("    cluster: hub\n", "");

        tester.finding(broken(yaml));
    }

    @Test
    void findsAnExternalControlPlaneThatRunsInAnotherMesh() {
        String yaml = external("{value: 203.0.113.5, kind: dnsName}")
                .replace("{name: m}]", "{name: m}, {name: ops}]")
                .replace("{name: hub}", "{name: hub, mesh: ops}");

        tester.finding(broken(yaml));
    }

    @Test
    void theAddressOfAPrimaryMayBeCalledWhateverItIs() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: lb.east.example, kind: internalLoadBalancer}}
                """);
    }

    @Test
    void anExternalControlPlaneThatServesNobodyIsReachedByNobody() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub}, {name: east, mesh: m}]
                controlPlanes:
                  - {name: istiod, cluster: east}
                  - {name: unused, cluster: hub, mesh: m, address: {value: 203.0.113.5, kind: dnsName}}
                """);
    }

    @Test
    void eachControlPlaneIsOneFindingHoweverManyClustersUseIt() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes:
                  - {name: one, cluster: hub, mesh: m, address: {value: 203.0.113.5, kind: dnsName}}  # CPL014
                  - {name: two, cluster: hub, mesh: m, address: {value: two.example, kind: nodeIp}}  # CPL014
                clusters:
                  - {name: hub}
                """);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: r%03d, mesh: m, controlPlanes: [one, two]}%n".formatted(i));
        }

        assertThat(tester.check(yaml.toString()))
                .hasSize(2)
                .extracting(finding -> finding.facts().get("clusters"))
                .containsOnly("clusters r000, r001, r002 and 497 more");
    }
}
