package dev.sailplan.rule.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: a cluster that names no mesh is part of none.
class MeshWithoutClusterTest {

    private final RuleTester tester = RuleTester.of("MSH005");

    @Test
    void findsAMeshThatNoClusterNames() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one}
                  - {name: two}  # MSH005
                clusters: [{name: a, mesh: one}]
                """);

        assertThat(finding.facts()).containsEntry("mesh", "two");
        assertThat(finding.advice()).isEmpty();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/1");
    }

    @Test
    void namesTheClustersThatArePartOfNoMesh() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one}  # MSH005
                clusters: [{name: b}, {name: a}]
                """);

        assertThat(finding.advice()).containsEntry("partOfNoMesh", "clusters a and b");
    }

    @Test
    void aClusterThatHostsAControlPlaneIsMeantToBePartOfNoMesh() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one}  # MSH005
                clusters: [{name: a}]
                controlPlanes: [{name: istiod, cluster: a, mesh: one}]
                """);

        assertThat(finding.advice()).isEmpty();
    }

    @Test
    void neitherControlPlanesNorServicesNorTenantsAreClusters() {
        tester.finding("""
                name: t
                meshes:
                  - {name: one}
                  - {name: two, federatesWith: [{mesh: one}]}  # MSH005
                clusters: [{name: a, mesh: one, controlPlanes: [istiod]}]
                controlPlanes: [{name: istiod, mesh: two}]
                services: [{name: web, namespace: shop, mesh: two, workloads: [{cluster: a}]}]
                tenants: [{name: t, tenancy: mesh, meshes: [two]}]
                """);
    }

    @Test
    void everyMeshIsAFindingOfItsOwn() {
        StringBuilder yaml =
                new StringBuilder("name: t\nclusters: [{name: a, mesh: full}]\nmeshes:\n  - {name: full}\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: m%03d}  # MSH005%n".formatted(i));
        }

        assertThat(tester.check(yaml.toString())).hasSize(300);
    }

    @Test
    void holdsWhereEveryMeshHasACluster() {
        tester.holds("""
                name: t
                meshes: [{name: one}, {name: two}]
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}, {name: c}]
                """);
        tester.holds("name: t\nclusters: [{name: a}]\n");
    }
}
