package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class ExternalControlPlaneInsideMeshTest {

    private final RuleTester tester = RuleTester.of("CPL005");

    @Test
    void findsAnExternalControlPlaneThatRunsInAClusterOfItsMesh() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}  # CPL005
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - name: istiod
                    cluster: east
                    configCluster: west  # CPL005
                """);

        assertThat(finding.facts()).containsEntry("conflict", "runs in cluster east of mesh m itself");
    }

    @Test
    void isAnOrdinaryPrimaryIfItsConfigurationIsInItsOwnCluster() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: east, configCluster: east}
                """);
    }

    @Test
    void findsEveryPrimaryBesideAnExternalControlPlaneInOneFinding() {
        Finding finding = tester.finding(withPrimaries("external, cluster: host, mesh: m, configCluster: config"));

        assertThat(finding.facts())
                .containsEntry("controlPlane", "external")
                .containsEntry("conflict", "mesh m has primary clusters east and west besides it");
    }

    @Test
    void findsPrimariesBesideAManagedControlPlaneThatNamesAConfigCluster() {
        tester.finding(withPrimaries("external, configCluster: config"));
    }

    private static String withPrimaries(String external) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: config, mesh: m, controlPlanes: [external]}
                  - {name: east, mesh: m}  # CPL005
                  - {name: west, mesh: m}  # CPL005
                controlPlanes:
                  - {name: %s}  # CPL005
                  - {name: istiod-east, cluster: east}
                  - {name: istiod-west, cluster: west}
                """.formatted(external);
    }

    @Test
    void needsTheConfigClusterOfAnExternalControlPlaneBesidePrimaries() {
        String yaml = withPrimaries("external").replaceAll(" *# CPL005", "");

        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/0/configCluster");
    }

    @Test
    void theConfigClusterOfAnExternalControlPlaneAloneInItsMeshDoesNotMatter() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: host, mesh: m}
                """);
    }

    @Test
    void runsOutsideItsMesh() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: config, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, cluster: host, configCluster: config}
                """);
    }

    @Test
    void mayRunInAClusterOfAnotherMesh() {
        tester.holds("""
                name: t
                meshes: [{name: data}, {name: ops}]
                clusters:
                  - {name: host, mesh: ops}
                  - {name: config, mesh: data, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod-ops, cluster: host}
                  - {name: istiod, cluster: host, mesh: data, configCluster: config}
                """);
    }

    @Test
    void eachControlPlaneOfSeveralMeshesIsJudgedByItsOwn() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: east, mesh: m}  # CPL005
                  - {name: west, mesh: n}  # CPL005
                controlPlanes:
                  - {name: one, cluster: east, configCluster: west}  # CPL005
                  - {name: two, cluster: west, configCluster: east}  # CPL005
                """;

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @Test
    void fiveHundredPrimariesAreOneFindingWithAHundredOfThem() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: p%03d, mesh: m}%s%n".formatted(i, i < 100 ? "  # CPL005" : ""));
        }
        yaml.append("controlPlanes:\n  - {name: external, configCluster: p000}  # CPL005\n");
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: i%03d, cluster: p%03d}%n".formatted(i, i));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("conflict", "mesh m has primary clusters p000, p001, p002 and 497 more besides it");
    }
}
