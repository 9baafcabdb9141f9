package dev.sailplan.rule.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: a tenant that lists no namespaces has none, and one that lists no meshes or clusters is meant in
// all meshes.
class NamespaceOwnedTwiceTest {

    private final RuleTester tester = RuleTester.of("TEN001");

    /** A mesh of two clusters and one of a single cluster. */
    private static String tenants(String... tenants) {
        return """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}, {name: c, mesh: n}, {name: d}]
                tenants:
                  - {name: %s}
                """.formatted(String.join("}\n  - {name: ", tenants));
    }

    private static String mark(String yaml, String... names) {
        for (String name : names) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + name + ",.*)$", "$1  # TEN001");
        }
        return yaml;
    }

    @Test
    void findsANamespaceOfTwoTenants() {
        Finding finding = tester.finding(mark(
                tenants(
                        "one, tenancy: namespace, meshes: [m], namespaces: [web, shop]",
                        "two, tenancy: namespace, meshes: [m], namespaces: [shop]"),
                "one",
                "two"));

        assertThat(finding.facts())
                .containsEntry("namespace", "shop")
                .containsEntry("meshes", " of mesh m")
                .containsEntry("tenants", "tenants one and two");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/tenants/0/namespaces/1");
    }

    @Test
    void namespacesOfDifferentNamesOrOfDifferentMeshesAreDifferent() {
        tester.holds(tenants(
                "one, tenancy: namespace, meshes: [m], namespaces: [shop]",
                "two, tenancy: namespace, meshes: [m], namespaces: [stock]"));
        tester.holds(tenants(
                "one, tenancy: mesh, meshes: [m], namespaces: [shop]",
                "two, tenancy: mesh, meshes: [n], namespaces: [shop]"));
    }

    @Test
    void clustersOfOneMeshHaveTheSameNamespaces() {
        tester.finding(mark(
                tenants(
                        "one, tenancy: cluster, clusters: [a], namespaces: [default]",
                        "two, tenancy: cluster, clusters: [b], namespaces: [default]"),
                "one",
                "two"));
        tester.holds(tenants(
                "one, tenancy: cluster, clusters: [a], namespaces: [default]",
                "two, tenancy: cluster, clusters: [c], namespaces: [default]"));
    }

    @Test
    void theMeshesATenantListsCountBeforeThoseOfItsClusters() {
        String two = "two, tenancy: mesh, meshes: [m], namespaces: [shop]";

        tester.holds(tenants("one, tenancy: cluster, clusters: [a], meshes: [n], namespaces: [shop]", two));
        tester.finding(mark(
                tenants("one, tenancy: cluster, clusters: [c], meshes: [m], namespaces: [shop]", two), "one", "two"));
    }

    @Test
    void aTenantThatListsNeitherIsMeantInEveryMesh() {
        String one = "one, tenancy: namespace, namespaces: [shop]";

        tester.finding(mark(tenants(one, "two, tenancy: cluster, clusters: [c], namespaces: [shop]"), "one", "two"));
        Finding finding =
                tester.finding(mark(tenants(one, "two, tenancy: namespace, namespaces: [shop]"), "one", "two"));
        assertThat(finding.facts()).containsEntry("meshes", " of meshes m and n");
    }

    @Test
    void clustersOfNoMeshSayNothingAboutMeshes() {
        tester.finding(mark(
                tenants(
                        "one, tenancy: cluster, clusters: [d], namespaces: [shop]",
                        "two, tenancy: namespace, meshes: [n], namespaces: [shop]"),
                "one",
                "two"));
    }

    @Test
    void tenantsThatMeetInDifferentMeshesAreDifferentFindings() {
        String yaml = tenants(
                "one, tenancy: mesh, meshes: [m], namespaces: [shop]",
                "two, tenancy: namespace, namespaces: [shop]",
                "three, tenancy: mesh, meshes: [n], namespaces: [shop]");

        assertThat(tester.check(mark(yaml, "one", "two", "three")))
                .extracting(finding ->
                        finding.facts().get("tenants") + finding.facts().get("meshes"))
                .containsExactlyInAnyOrder("tenants one and two of mesh m", "tenants three and two of mesh n");
    }

    @Test
    void everyNamespaceIsAFindingOfItsOwn() {
        String yaml = tenants(
                "one, tenancy: namespace, meshes: [m], namespaces: [shop, stock, web]",
                "two, tenancy: namespace, meshes: [m], namespaces: [web, shop]");

        assertThat(tester.check(mark(yaml, "one", "two"))).hasSize(2);
    }

    @Test
    void aNamespaceThatOneTenantListsTwiceIsItsOwn() {
        tester.holds(tenants("one, tenancy: namespace, namespaces: [shop, shop]"));
    }

    @Test
    void withoutMeshesThereIsOneSpaceOfNamespaces() {
        String yaml = mark(
                        tenants(
                                "one, tenancy: namespace, namespaces: [shop]",
                                "two, tenancy: namespace, namespaces: [shop]"),
                        "one",
                        "two")
                .replaceAll("(?m)^meshes: .*\nclusters: .*$", "clusters: [{name: a}]");

        assertThat(tester.finding(yaml).facts()).containsEntry("meshes", "");
    }

    @Test
    void hundredsOfTenantsOfOneNamespaceAreOneFinding() {
        String[] all = new String[300];
        String[] marked = new String[100];
        for (int i = 0; i < all.length; i++) {
            all[i] = "t%03d, tenancy: namespace, meshes: [m], namespaces: [n%d, default]".formatted(i, i);
            if (i < marked.length) {
                marked[i] = "t%03d".formatted(i);
            }
        }

        assertThat(tester.finding(mark(tenants(all), marked)).facts())
                .containsEntry("tenants", "tenants t000, t001, t002 and 297 more");
    }
}
