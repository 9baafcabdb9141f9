package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: who serves a cluster has a default, the control planes that run in it.
class ClusterWithoutControlPlaneTest {

    private final RuleTester tester = RuleTester.of("CPL002");

    @Test
    void findsAClusterThatNamesNoControlPlaneAndHasNoneOfItsOwn() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m}  # CPL002
                controlPlanes: [{name: istiod, cluster: east}]
                """);

        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("mesh", "m")
                .containsEntry("hint", "the mesh has control plane istiod");
    }

    @Test
    void findsAClusterThatRefusesTheControlPlaneRunningInIt() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - name: east
                    mesh: m
                    controlPlanes: []  # CPL002
                controlPlanes: [{name: istiod, cluster: east}]
                """);

        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/clusters/0/controlPlanes");
    }

    @Test
    void aControlPlaneOfAnotherMeshInTheClusterDoesNotServeItByItself() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: other}]
                clusters:
                  - {name: east, mesh: m}  # CPL002
                controlPlanes: [{name: istiod, cluster: east, mesh: other}]
                """;

        tester.finding(yaml);
        tester.holds(yaml.replace("mesh: m}  # CPL002", "mesh: m, controlPlanes: [istiod]}"));
    }

    @Test
    void aConfigClusterIsServedOnlyIfItSaysSo() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: config, mesh: m}  # CPL002
                controlPlanes: [{name: istiod, cluster: host, configCluster: config}]
                """;

        tester.finding(yaml);
        tester.holds(yaml.replace("mesh: m}  # CPL002", "mesh: m, controlPlanes: [istiod]}"));
    }

    @Test
    void eachUnservedClusterOfAMeshWithControlPlanesIsAFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m}  # CPL002
                  - {name: south, mesh: m}  # CPL002
                controlPlanes: [{name: istiod, cluster: east}]
                """;

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @Test
    void hundredsOfClustersOfAMeshWithoutAnyControlPlaneAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}  # CPL002%n".formatted(i));
        }

        Finding finding = tester.finding(yaml.toString());

        assertThat(finding.subjects()).hasSize(300);
        assertThat(finding.facts()).containsEntry("hint", "the mesh has none");
    }

    @Test
    void meshesAreJudgedOneByOne() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: n}  # CPL002
                controlPlanes: [{name: istiod, cluster: east}]
                """);

        assertThat(finding.facts()).containsEntry("mesh", "n");
    }

    @Test
    void primariesRemotesAndManagedControlPlanesServe() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                  - {name: south, mesh: m, controlPlanes: [managed]}
                controlPlanes: [{name: istiod, cluster: east}, {name: managed}]
                """);
    }

    @Test
    void aClusterOutsideEveryMeshNeedsNone() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: outside}
                controlPlanes: [{name: istiod, cluster: east}]
                """);
    }
}
