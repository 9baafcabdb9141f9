package dev.sailplan.rule.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: the mesh id defaults to the name, and no federation stated is none.
class MeshIdSharedTest {

    private final RuleTester tester = RuleTester.of("MSH001");

    @Test
    void findsFederatedMeshesWithOneId() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one, meshId: shop, federatesWith: [{mesh: two}]}  # MSH001
                  - {name: two, meshId: shop}  # MSH001
                clusters: [{name: a, mesh: one}]
                """);

        assertThat(finding.facts()).containsEntry("meshes", "one and two").containsEntry("meshId", "shop");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/meshId");
    }

    @Test
    void findsAnIdThatIsTheNameOfTheOtherMesh() {
        tester.finding("""
                name: t
                meshes:
                  - {name: one}  # MSH001
                  - {name: two, meshId: one, federatesWith: [{mesh: one}]}  # MSH001
                clusters: [{name: a, mesh: one}]
                """);
    }

    @Test
    void meshesFederatedInARingAreOneFinding() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one, meshId: shop, federatesWith: [{mesh: two}]}  # MSH001
                  - {name: two, meshId: shop, federatesWith: [{mesh: three}]}  # MSH001
                  - {name: three, meshId: shop, federatesWith: [{mesh: one}]}  # MSH001
                clusters: [{name: a, mesh: one}]
                """);

        assertThat(finding.facts()).containsEntry("meshes", "one, three and two");
    }

    @Test
    void separateFederationsAreSeparateFindings() {
        String yaml = """
                name: t
                meshes:
                  - {name: one, meshId: shop, federatesWith: [{mesh: two}]}  # MSH001
                  - {name: two, meshId: shop}  # MSH001
                  - {name: three, meshId: shop, federatesWith: [{mesh: four}]}  # MSH001
                  - {name: four, meshId: shop}  # MSH001
                clusters: [{name: a, mesh: one}]
                """;

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @Test
    void hundredsOfMeshesFederatedWithOneHubAreOneFinding() {
        StringBuilder yaml = new StringBuilder(
                "name: t\nclusters: [{name: a, mesh: hub}]\nmeshes:\n  - {name: hub, meshId: shop}  # MSH001\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: m%03d, meshId: shop, federatesWith: [{mesh: hub}]}  # MSH001%n".formatted(i));
        }

        assertThat(tester.finding(yaml.toString()).subjects()).hasSize(301);
    }

    @Test
    void federatedMeshesHaveDifferentIds() {
        tester.holds("""
                name: t
                meshes: [{name: one, federatesWith: [{mesh: two}]}, {name: two}]
                clusters: [{name: a, mesh: one}]
                """);
    }

    @Test
    void meshesThatAreNotFederatedMayShareAnId() {
        tester.holds("""
                name: t
                meshes: [{name: one, meshId: shop}, {name: two, meshId: shop}]
                clusters: [{name: a, mesh: one}]
                """);
    }
}
