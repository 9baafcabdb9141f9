package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedElementTest {

    private static final String MARK = "  # STR008";

    private final RuleTester tester = RuleTester.of("STR008");

    /** A network with a cluster, another one, and what else is declared. */
    private static String networks(String mark, String more) {
        return """
                name: t
                networks:
                  - {name: used}
                  - {name: other, gateways: [{name: g, cluster: a, addresses: [192.0.2.1]}]}%s
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m, network: used, apiServer: {reachableFrom: [other]}}]
                controlPlanes: [{name: i, cluster: a}]
                %s
                """.formatted(mark, more);
    }

    @Test
    void findsANetworkThatNothingIsOn() {
        Finding finding = tester.finding(networks(MARK, "links: [{from: used, to: other}]"));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message())
                .isEqualTo("The network other is declared and not used: no cluster and no workload is on it");
    }

    @Test
    void aNetworkOfMachinesIsUsed() {
        String services =
                "services: [{name: web, namespace: shop, workloads: [{cluster: a}, {cluster: a, network: %s}]}]";

        tester.holds(networks("", services.formatted("other")));
        tester.finding(networks(MARK, services.formatted("used")));
    }

    @Test
    void aNetworkWithAClusterInNoMeshIsUsed() {
        tester.holds(networks("", "").replace("clusters: [", "clusters: [{name: hub, network: other}, "));
    }

    @Test
    void whereNoClusterNamesItsNetworkNoNetworkIsUsed() {
        String yaml = networks(MARK, "")
                .replace("{name: used}", "{name: used}" + MARK)
                .replace("network: used, ", "");

        assertThat(tester.check(yaml))
                .hasSize(2)
                .allMatch(finding -> finding.message().endsWith(", as no cluster names its network"));
    }

    @Test
    void needsWorkloadsNobodyStatedForANetworkWithoutClusters() {
        String services =
                "services: [{name: web, namespace: shop}, {name: db, namespace: shop, workloads: [{cluster: a}]}]";

        assertThat(tester.needs(networks("", services))).containsExactly("/services/0/workloads");
        tester.holds(networks("", services).replace("{cluster: a}]}]", "{cluster: a, network: other}]}]"));
        tester.holds(networks("", services).replace("clusters: [", "clusters: [{name: b, network: other}, "));
    }

    @Test
    void findsAControlPlaneThatNoClusterLists() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m, controlPlanes: %s}]
                controlPlanes:
                  - {name: i, cluster: a}
                  - {name: canary, cluster: a, revision: canary}%s
                  - {name: managed}%s
                """;

        assertThat(tester.check(yaml.formatted("[i]", MARK, MARK)))
                .extracting(finding -> finding.facts().get("name"))
                .containsExactly("canary", "managed");
        tester.holds(yaml.formatted("[i, canary, managed]", "", ""));
    }

    @Test
    void aControlPlaneServesTheClusterItRunsInWhereNoneIsListed() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}]
                controlPlanes: [{name: i, cluster: a}, {name: canary, cluster: a, revision: canary}]
                """);
    }

    @Test
    void aClusterThatNobodyServesIsTheBetterFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub}, {name: a, mesh: m}]
                controlPlanes: [{name: i, cluster: hub}]
                """;

        tester.holds(yaml);
        assertThat(RuleTester.of("CPL002").findings(yaml)).hasSize(1);
    }

    @Test
    void aMeshWithoutClustersAndItsControlPlanesAreLeftToTheRuleOnMeshes() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: empty}]
                clusters: [{name: a, mesh: m}]
                controlPlanes: [{name: i, cluster: a}, {name: j, mesh: empty}]
                """);
    }

    /** A tenant, in a document with a service. */
    private static String tenant(String fields, String mark, String more) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}]
                controlPlanes: [{name: i, cluster: a}]
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: a}]}
                tenants:
                  - {name: x, tenancy: namespace, namespaces: [shop], mayCall: []}
                  - {name: y, %s}%s
                %s
                """.formatted(fields, mark, more);
    }

    @Test
    void findsATenantWhoseNamespacesHoldNothing() {
        Finding finding =
                tester.finding(tenant("tenancy: namespace, namespaces: [shops, stock], mayCall: []", MARK, ""));

        assertThat(finding.message())
                .isEqualTo("The tenant y is declared and not used: no service is in its namespaces shops and stock, and"
                        + " it may call nobody's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenancy: namespace, namespaces: [stock, shop]",
                "tenancy: namespace, namespaces: [stock], mayCall: [x]",
                "tenancy: namespace, namespaces: [stock], meshes: [m]",
                "tenancy: namespace, namespaces: [stock], clusters: [a]",
                "tenancy: cluster, clusters: [a]",
                "tenancy: mesh, meshes: [m]",
                "tenancy: namespace",
                "tenancy: cluster, namespaces: [stock]"
            })
    void otherTenantsAreUsedOrWrongInAnotherWay(String fields) {
        tester.holds(tenant(fields, "", ""));
    }

    @Test
    void aTenantThatAServiceAllowsIsUsed() {
        tester.holds(tenant("tenancy: namespace, namespaces: [stock], mayCall: []", "", "")
                .replace("workloads: [{cluster: a}]", "workloads: [{cluster: a}], allowedTenants: [y]"));
    }

    @Test
    void beingCalledWithoutAServiceIsNoUse() {
        tester.finding(tenant("tenancy: namespace, namespaces: [stock], mayCall: []", MARK, "")
                .replace("namespaces: [shop], mayCall: []", "namespaces: [shop], mayCall: [y]"));
    }

    @Test
    void aNamespaceThatIsAnEndOfTrafficIsUsed() {
        String fields = "tenancy: namespace, namespaces: [stock], mayCall: []";

        tester.holds(tenant(fields, "", "traffic: [{from: {namespace: stock}, to: {service: shop/web}}]"));
        tester.holds(
                tenant(fields, "", "traffic: [{from: {service: shop/web}, to: {namespace: stock}, expect: blocked}]"));
    }

    @Test
    void needsTheCalleesOfATenantWithoutServices() {
        assertThat(tester.needs(tenant("tenancy: namespace, namespaces: [stock]", "", "")))
                .containsExactly("/tenants/1/mayCall");
    }

    @Test
    void whereNoServiceIsDeclaredNothingIsSaidOfTenants() {
        tester.holds("""
                name: t
                clusters: [{name: a}]
                tenants: [{name: x, tenancy: namespace, namespaces: [shop], mayCall: []}]
                """);
    }

    @Test
    void everyElementIsAFindingOfItsOwn() {
        StringBuilder yaml = new StringBuilder("name: t\nclusters: [{name: a}]\nnetworks:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: n%d}%s%n".formatted(i, MARK));
        }

        assertThat(tester.check(yaml.toString())).hasSize(300);
    }
}
