package dev.sailplan.rule.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedControlPlaneTest {

    private final RuleTester tester = RuleTester.of("TEN005");

    /** Clusters a, b and d of mesh m, served by one control plane, and cluster c of mesh n with its own. */
    private static String clusters(String... tenants) {
        return """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: a, mesh: m}
                  - {name: b, mesh: m, controlPlanes: [ia]}
                  - {name: c, mesh: n}
                  - {name: d, mesh: m, controlPlanes: [ia]}
                controlPlanes:
                  - {name: ia, cluster: a}
                  - {name: ib, cluster: b}
                  - {name: ic, cluster: c}
                tenants:
                  - {name: %s}
                """.formatted(String.join("}\n  - {name: ", tenants));
    }

    /** Three meshes of one primary each, with what they state, and a tenant for each. */
    private static String meshes(String one, String two, String three) {
        return """
                name: t
                meshes:
                  - {name: m1%s}
                  - {name: m2%s}
                  - {name: m3%s}
                clusters:
                  - {name: a, mesh: m1}
                  - {name: b, mesh: m2}
                  - {name: c, mesh: m3}
                controlPlanes: [{name: ia, cluster: a}, {name: ib, cluster: b}, {name: ic, cluster: c}]
                tenants:
                  - {name: one, tenancy: mesh, meshes: [m1]}
                  - {name: two, tenancy: mesh, meshes: [m2]}
                  - {name: three, tenancy: mesh, meshes: [m3]}
                """.formatted(one, two, three);
    }

    private static String root(String root) {
        return ", certificateAuthority: {root: " + root + "}";
    }

    private static String mark(String yaml, String... names) {
        for (String name : names) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + name + "\\b.*)$", "$1  # TEN005");
        }
        return yaml;
    }

    @Test
    void findsAControlPlaneOfTwoClusterTenants() {
        Finding finding = tester.finding(mark(
                clusters("one, tenancy: cluster, clusters: [a]", "two, tenancy: cluster, clusters: [b]"),
                "ia",
                "one",
                "two"));

        assertThat(finding.facts())
                .containsEntry("shared", "Control plane ia")
                .containsEntry("tenants", "cluster tenants one and two");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/controlPlanes/0");
    }

    @Test
    void clustersOfOneTenantMayShareAControlPlane() {
        tester.holds(clusters("one, tenancy: cluster, clusters: [a, b, d]", "two, tenancy: cluster, clusters: [c]"));
    }

    @Test
    void onlyClusterTenantsAreToHaveControlPlanesOfTheirOwn() {
        String yaml =
                clusters("one, tenancy: cluster, clusters: [a]", "two, tenancy: %s, clusters: [b], namespaces: [x]");

        tester.holds(yaml.formatted("namespace"));
        tester.holds(yaml.formatted("mesh").replace("namespaces: [x]", "meshes: [n]"));
    }

    @Test
    void aClusterThatBothListIsNotWhatTheirControlPlaneIsAbout() {
        tester.holds(clusters("one, tenancy: cluster, clusters: [a, b]", "two, tenancy: cluster, clusters: [b]"));
        tester.finding(mark(
                clusters(
                        "one, tenancy: cluster, clusters: [a]",
                        "two, tenancy: cluster, clusters: [a]",
                        "three, tenancy: cluster, clusters: [b]"),
                "ia",
                "one",
                "two",
                "three"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "mesh"})
    void isSilentForATenantThatRequiresIsolation(String required) {
        String yaml = clusters(
                "one, tenancy: cluster, clusters: [a], isolation: {required: " + required + "}",
                "two, tenancy: cluster, clusters: [b]");

        tester.holds(yaml);
        assertThat(RuleTester.of("TEN003").findings(yaml)).hasSize(1);
    }

    @Test
    void isNotSilentForTheOthers() {
        String yaml = clusters(
                "one, tenancy: cluster, clusters: [a], isolation: {required: cluster}",
                "two, tenancy: cluster, clusters: [b]",
                "three, tenancy: cluster, clusters: [d]");

        assertThat(tester.finding(mark(yaml, "ia", "two", "three")).facts())
                .containsEntry("tenants", "cluster tenants three and two");
        tester.holds(yaml + "requirements: {isolation: cluster}\n");
    }

    @Test
    void isNotSilentWhereNamespacesAreToBeIsolated() {
        tester.finding(mark(
                clusters(
                        "one, tenancy: cluster, clusters: [a], isolation: {required: namespace}",
                        "two, tenancy: cluster, clusters: [b]"),
                "ia",
                "one",
                "two"));
    }

    @Test
    void hundredsOfTenantsOfAControlPlaneAreOneFinding() {
        String[] all = new String[300];
        StringBuilder clusters = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            all[i] = "t%03d, tenancy: cluster, clusters: [c%03d]".formatted(i, i);
            clusters.append("  - {name: c%03d, mesh: m, controlPlanes: [ia]}%n".formatted(i));
        }
        String yaml = clusters(all).replace("controlPlanes:\n", clusters + "controlPlanes:\n");

        assertThat(tester.finding(mark(yaml, "ia", "t0[0-9]*")).facts())
                .containsEntry("tenants", "cluster tenants t000, t001, t002 and 297 more");
    }

    @Test
    void findsARootOfTwoMeshTenants() {
        Finding finding = tester.finding(mark(meshes(root("r1"), root("r1"), root("r3")), "m1", "m2", "one", "two"));

        assertThat(finding.facts())
                .containsEntry("shared", "Root r1")
                .containsEntry("tenants", "mesh tenants one and two");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/certificateAuthority");
    }

    @Test
    void everySharedRootIsAFindingOfItsOwn() {
        String yaml = meshes(root("r1"), root("r1"), root("r1")).replace("controlPlanes: [", """
                          - {name: d, mesh: m1, certificateAuthority: {root: r2}}
                          - {name: e, mesh: m2, certificateAuthority: {root: r2}}
                        controlPlanes: [{name: id, cluster: d}, {name: ie, cluster: e},\s""");

        List<Finding> found = tester.check(mark(yaml, "m1", "m2", "m3", "d", "e", "one", "two", "three"));

        assertThat(found)
                .extracting(finding ->
                        finding.facts().get("shared") + " of " + finding.facts().get("tenants"))
                .containsExactlyInAnyOrder(
                        "Root r1 of mesh tenants one, three and two", "Root r2 of mesh tenants one and two");
    }

    @Test
    void rootsOfTheirOwnAreSound() {
        tester.holds(meshes(root("r1"), root("r2"), root("r3")));
        String selfSigned = ", certificateAuthority: {type: selfSigned}";
        tester.holds(meshes(selfSigned, selfSigned, selfSigned));
    }

    @Test
    void clusterTenantsOfOneMeshHaveToShareARoot() {
        tester.holds(clusters("one, tenancy: cluster, clusters: [a]", "two, tenancy: cluster, clusters: [c]")
                .replace("[{name: m}, {name: n}]", "[{name: m%s}, {name: n%s}]".formatted(root("r"), root("r"))));
    }

    @Test
    void insideOneMeshARootIsCommon() {
        String yaml = meshes(root("r1"), root("r2"), root("r3"))
                .replace("{name: two, tenancy: mesh, meshes: [m2]}", "{name: two, tenancy: mesh, meshes: [m1, m2]}");

        tester.holds(yaml);
        tester.holds(yaml.replace("root: r2", "root: r1"));
    }

    @Test
    void aTenantMayIssueAllItsMeshesFromOneRoot() {
        String yaml = meshes(root("r1"), root("r1"), root("r3"));

        tester.holds(yaml.replace("meshes: [m1]}", "meshes: [m1, m2]}")
                .replace("  - {name: two, tenancy: mesh, meshes: [m2]}\n", ""));
    }

    @Test
    void isSilentForMeshTenantsThatShareAControlPlaneAndMayNot() {
        String yaml = meshes("", "", root("r3"))
                .replace("{name: b, mesh: m2}", "{name: b, mesh: m2, controlPlanes: [ia]}")
                .replace("{name: a, mesh: m1}", "{name: a, mesh: m1, certificateAuthority: {root: r1}}")
                .replace("[{name: ia", "[{name: spare, cluster: b}, {name: ia");
        String required = yaml.replace("meshes: [m1]}", "meshes: [m1], isolation: {required: cluster}}");

        tester.finding(mark(yaml, "a", "one", "two"));
        tester.holds(required);
        assertThat(RuleTester.of("TEN003").findings(required)).hasSize(1);
    }

    @Test
    void isNotSilentForTenantsWithMeshesOfTheirOwn() {
        tester.finding(mark(
                meshes(root("r1"), root("r1"), root("r3")) + "requirements: {isolation: mesh}\n",
                "m1",
                "m2",
                "one",
                "two"));
    }

    @Test
    void needsRootsThatAreNotNamed() {
        assertThat(tester.needs(meshes(root("r1"), "", ", certificateAuthority: {type: pluggedIn}")))
                .containsExactly("/meshes/1/certificateAuthority", "/meshes/2/certificateAuthority/root");
    }

    @Test
    void anUnknownRootDoesNotMatterToATenantThatIsAlone() {
        String alone = meshes("", "", "").replaceAll("(?m)^  - \\{name: (two|three), tenancy.*\n", "");

        tester.holds(alone);
        tester.holds(alone.replace("meshes: [m1]", "meshes: [m1, m2]"));
        tester.holds(alone + "  - {name: four, tenancy: mesh, meshes: [m1]}\n");
    }

    @Test
    void anUnknownRootDoesNotHideOneThatIsShared() {
        assertThat(tester.needs(mark(meshes(root("r1"), root("r1"), ""), "m1", "m2", "one", "two")))
                .containsExactly("/meshes/2/certificateAuthority");
    }

    @Test
    void hundredsOfMeshTenantsOfOneRootAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nclusters: [{name: a}]\nmeshes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: m%03d%s}%s%n".formatted(i, root("r"), i < 100 ? "  # TEN005" : ""));
        }
        yaml.append("tenants:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: t%03d, tenancy: mesh, meshes: [m%03d]}%s%n"
                    .formatted(i, i, i < 100 ? "  # TEN005" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("tenants", "mesh tenants t000, t001, t002 and 297 more");
    }
}
