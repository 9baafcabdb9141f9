package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class DuplicatedConfigurationTest {

    private final RuleTester tester = RuleTester.of("CPL011");

    @Test
    void tellsWhichApiServersHoldTheConfigurationOfAMesh() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: m}  # CPL011
                clusters:
                  - {name: west, mesh: m}  # CPL011
                  - {name: depot, mesh: m, controlPlanes: [j]}
                  - {name: east, mesh: m}  # CPL011
                controlPlanes: [{name: i, cluster: west}, {name: j, cluster: east}]
                """);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts())
                .containsEntry("clusters", "clusters east and west")
                .containsEntry("count", "2");
        assertThat(finding.subjects())
                .extracting(FindingSubject::element)
                .containsExactly("mesh/m", "cluster/east", "cluster/west");
    }

    @Test
    void onePrimaryIsOneSource() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: west, mesh: m}, {name: depot, mesh: m, controlPlanes: [i]}]
                controlPlanes: [{name: i, cluster: west}]
                """);
    }

    @Test
    void revisionsInOneClusterReadOneApiServer() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: west, mesh: m}]
                controlPlanes: [{name: i, cluster: west}, {name: j, cluster: west, revision: canary}]
                """);
    }

    @Test
    void aControlPlaneThatServesNobodyIsNoSource() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: west, mesh: m}, {name: east, mesh: m, controlPlanes: [i]}]
                controlPlanes: [{name: i, cluster: west}, {name: j, cluster: east}]
                """);
    }

    @Test
    void externalControlPlanesCountByTheirConfigClusters() {
        String yaml = """
                name: t
                meshes:
                  - {name: m}%s
                clusters:
                  - {name: hub}
                  - {name: west, mesh: m, controlPlanes: [i]}%s
                  - {name: east, mesh: m, controlPlanes: [j]}%s
                controlPlanes:
                  - {name: i, cluster: hub, mesh: m, configCluster: west}
                  - {name: j, mesh: m, configCluster: %s}
                """;
        String mark = "  # CPL011";

        tester.finding(yaml.formatted(mark, mark, mark, "east"));
        tester.holds(yaml.formatted("", "", "", "west"));
    }

    @Test
    void everyMeshIsJudgedAlone() {
        String yaml = """
                name: t
                meshes:
                  - {name: m}
                  - {name: n}  # CPL011
                clusters:
                  - {name: a, mesh: m}
                  - {name: b, mesh: n}  # CPL011
                  - {name: c, mesh: n}  # CPL011
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b}, {name: k, cluster: c}]
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("mesh", "n");
    }

    @Test
    void needsConfigClustersThatCouldBeFurtherSources() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: west, mesh: m, controlPlanes: [i]}, {name: east, mesh: m, controlPlanes: [j]}]
                controlPlanes: [{name: i, mesh: m%s}, {name: j, mesh: m%s}]
                """;

        assertThat(tester.needs(yaml.formatted(", configCluster: west", "")))
                .containsExactly("/controlPlanes/1/configCluster");
        assertThat(tester.needs(yaml.formatted("", "")))
                .containsExactly("/controlPlanes/0/configCluster", "/controlPlanes/1/configCluster");
        tester.holds(yaml.formatted("", "").replace("[j]", "[i]"));
    }

    @Test
    void anUnknownConfigClusterDoesNotMatterBesideTwoSources() {
        String yaml = """
                name: t
                meshes:
                  - {name: m}  # CPL011
                clusters:
                  - {name: a, mesh: m}  # CPL011
                  - {name: b, mesh: m}  # CPL011
                  - {name: c, mesh: m, controlPlanes: [managed]}
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b}, {name: managed, mesh: m}]
                """;

        assertThat(tester.needs(yaml)).isEmpty();
    }

    @Test
    void hundredsOfPrimariesAreOneFindingWithTheFirstHundredOfThem() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes:\n  - {name: m}  # CPL011\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%s%n".formatted(i, i < 100 ? "  # CPL011" : ""));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%1$03d, cluster: c%1$03d}%n".formatted(i));
        }

        assertThat(tester.finding(yaml.toString()).facts()).containsEntry("count", "300");
    }
}
