package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultClusterNameTest {

    // no unknown facts: names are required, and a cluster without mesh is in none

    private final RuleTester tester = RuleTester.of("STR009");

    private static String named(String name, String mark) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m}
                  - {name: "%s", mesh: m}%s
                """.formatted(name, mark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kubernetes",
                "kubernetes",
                "default",
                "Default",
                "cluster",
                "cluster1",
                "cluster-2",
                "Cluster10",
                "kind",
                "minikube",
                "k3s-default",
                "docker-desktop",
                "microk8s-cluster",
                "local",
                "in-cluster"
            })
    void findsNamesThatNobodyChose(String name) {
        Finding finding = tester.finding(named(name, "  # STR009"));

        assertThat(finding.facts()).containsEntry("clusters", "cluster " + name).containsEntry("mesh", "m");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/clusters/1/name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"south", "cluster-north", "kind-2", "default-eu", "kubernetes1", "cluster1a", "my-cluster", "1"})
    void namesThatSayMoreAreChosen(String name) {
        tester.holds(named(name, ""));
    }

    @Test
    void theOnlyClusterOfAMeshMayHaveAnyName() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: Kubernetes, mesh: m}, {name: default, mesh: n}, {name: kind}, {name: cluster1}]
                """);
    }

    @Test
    void allClustersOfAMeshAreOneFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: cluster2, mesh: m}  # STR009
                  - {name: cluster1, mesh: m}  # STR009
                  - {name: cluster3, mesh: n}  # STR009
                  - {name: north, mesh: n}
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactly("clusters cluster1 and cluster2", "cluster cluster3");
    }

    @Test
    void hundredsOfNumberedClustersAreOneFindingWithTheFirstHundredPlaces() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: cluster-%03d, mesh: m}%s%n".formatted(i, i < 100 ? "  # STR009" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "clusters cluster-000, cluster-001, cluster-002 and 297 more");
    }
}
