package dev.sailplan.rule.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: what a tenant does not list it does not own.
class TenancyMismatchTest {

    private final RuleTester tester = RuleTester.of("TEN002");

    private static String tenants(String... tenants) {
        return """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}, {name: c, mesh: n}]
                tenants:
                  - {name: %s}
                """.formatted(String.join("}\n  - {name: ", tenants));
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: (one|two),.*)$", "$1  # TEN002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "namespace | clusters: [a], meshes: [m]     | namespaces",
                "cluster   | namespaces: [x], meshes: [m]   | clusters",
                "mesh      | namespaces: [x], clusters: [a] | meshes",
                "cluster   | clusters: []                   | clusters"
            })
    void findsATenantThatListsNothingOfItsTenancy(String tenancy, String lists, String missing) {
        Finding finding = tester.finding(mark(tenants("one, tenancy: %s, %s".formatted(tenancy, lists))));

        assertThat(finding.facts())
                .containsEntry("mismatch", "Tenant one is a %s tenant and lists no %s".formatted(tenancy, missing));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/tenants/0/" + missing);
    }

    @Test
    void everyTenantMayListNamespacesAndSayWhereTheyAre() {
        tester.holds(tenants(
                "one, tenancy: cluster, clusters: [a], namespaces: [x]",
                "two, tenancy: mesh, meshes: [n], namespaces: [x]",
                "three, tenancy: namespace, namespaces: [y], clusters: [b]"));
    }

    @Test
    void findsAClusterOfTwoTenants() {
        Finding finding = tester.finding(
                mark(tenants("one, tenancy: cluster, clusters: [b, a]", "two, tenancy: cluster, clusters: [a]")));

        assertThat(finding.facts()).containsEntry("mismatch", "Cluster a is listed by tenants one and two");
        assertThat(finding.subjects())
                .extracting(subject -> subject.pointer())
                .containsExactly("/tenants/0/clusters/1", "/tenants/1/clusters/0");
    }

    @Test
    void findsAMeshOfTwoTenants() {
        Finding finding =
                tester.finding(mark(tenants("one, tenancy: mesh, meshes: [m]", "two, tenancy: mesh, meshes: [n, m]")));

        assertThat(finding.facts()).containsEntry("mismatch", "Mesh m is listed by tenants one and two");
    }

    @Test
    void whatANamespaceTenantListsItOwnsToo() {
        tester.finding(mark(tenants(
                "one, tenancy: namespace, namespaces: [x], clusters: [a]",
                "two, tenancy: namespace, namespaces: [y], clusters: [a]")));
        tester.finding(mark(
                tenants("one, tenancy: namespace, namespaces: [x], meshes: [m]", "two, tenancy: mesh, meshes: [m]")));
    }

    @Test
    void aClusterOfAMeshThatAnotherTenantListsIsListedOnce() {
        tester.holds(tenants("one, tenancy: mesh, meshes: [m]", "two, tenancy: cluster, clusters: [a]"));
    }

    @Test
    void whatOneTenantListsTwiceIsItsOwn() {
        tester.holds(tenants("one, tenancy: cluster, clusters: [a, a]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "mesh"})
    void isSilentWhereOneOfThemRequiresIsolation(String required) {
        String clusters = tenants(
                "one, tenancy: cluster, clusters: [a], isolation: {required: " + required + "}",
                "two, tenancy: cluster, clusters: [a]");
        String meshes = clusters.replace("tenancy: cluster, clusters: [a]", "tenancy: mesh, meshes: [m]");

        tester.holds(clusters);
        tester.holds(meshes);
        assertThat(RuleTester.of("TEN003").findings(clusters)).hasSize(1);
        assertThat(RuleTester.of("TEN003").findings(meshes)).hasSize(1);
    }

    @Test
    void isSilentWhereTheDocumentRequiresIsolation() {
        String yaml = tenants("one, tenancy: cluster, clusters: [a]", "two, tenancy: cluster, clusters: [a]");

        tester.holds(yaml + "requirements: {isolation: cluster}\n");
        tester.finding(mark(yaml) + "requirements: {isolation: namespace}\n");
        tester.finding(mark(yaml) + "requirements: {availability: 99.9}\n");
    }

    @Test
    void aThirdTenantThatRequiresIsolationDoesNotMatter() {
        tester.finding(mark(tenants(
                "one, tenancy: cluster, clusters: [a]",
                "two, tenancy: cluster, clusters: [a]",
                "three, tenancy: cluster, clusters: [b], isolation: {required: cluster}")));
    }

    @Test
    void everyMismatchIsAFindingOfItsOwn() {
        assertThat(tester.check(mark(tenants(
                        "one, tenancy: namespace, clusters: [a, b], meshes: [n]",
                        "two, tenancy: cluster, clusters: [a, b], meshes: [n]"))))
                .extracting(finding -> finding.facts().get("mismatch"))
                .containsExactlyInAnyOrder(
                        "Tenant one is a namespace tenant and lists no namespaces",
                        "Cluster a is listed by tenants one and two",
                        "Cluster b is listed by tenants one and two",
                        "Mesh n is listed by tenants one and two");
    }

    @Test
    void hundredsOfTenantsOfOneClusterAreOneFinding() {
        String[] all = new String[300];
        for (int i = 0; i < all.length; i++) {
            all[i] = "t%03d, tenancy: cluster, clusters: [a]".formatted(i);
        }
        String marked = tenants(all).replaceAll("(?m)^(  - \\{name: t0.*)$", "$1  # TEN002");

        assertThat(tester.finding(marked).facts())
                .containsEntry("mismatch", "Cluster a is listed by tenants t000, t001, t002 and 297 more");
    }
}
