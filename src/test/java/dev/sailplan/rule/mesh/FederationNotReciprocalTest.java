package dev.sailplan.rule.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: a mesh that states no federation has none.
class FederationNotReciprocalTest {

    private final RuleTester tester = RuleTester.of("MSH002");

    @Test
    void findsTheMeshThatDoesNotDeclareItsFederation() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two, exports: []}]}  # MSH002
                  - {name: two}  # MSH002
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}]
                """);

        assertThat(finding.facts()).containsEntry("mesh", "two").containsEntry("peers", "mesh one");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/1/federatesWith");
        assertThat(finding.subjects().get(1).pointer()).isEqualTo("/meshes/0/federatesWith/0");
    }

    @Test
    void aMeshThatExportsNothingBackDeclaresThatItIsOneWay() {
        tester.holds("""
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two, exports: []}]}
                  - {name: two, federatesWith: [{mesh: one, exports: []}]}
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}]
                """);
    }

    @Test
    void aFederationWithAnotherMeshIsNoAnswer() {
        String yaml = """
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two}]}  # MSH002
                  - {name: two, federatesWith: [{mesh: three}]}  # MSH002
                  - {name: three}  # MSH002
                clusters: [{name: a, mesh: one}]
                """;

        assertThat(tester.check(yaml))
                .extracting(finding ->
                        finding.facts().get("mesh") + " with " + finding.facts().get("peers"))
                .containsExactlyInAnyOrder("two with mesh one", "three with mesh two");
    }

    @Test
    void severalEntriesForOneMeshAreOneDeclaration() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - name: one
                    federatesWith:
                      - {mesh: two, method: manual}  # MSH002
                      - {mesh: two}  # MSH002
                  - {name: two}  # MSH002
                clusters: [{name: a, mesh: one}]
                """);

        assertThat(finding.facts()).containsEntry("peers", "mesh one");
    }

    @Test
    void hundredsOfMeshesThatOneHubDoesNotAnswerAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nclusters: [{name: a, mesh: hub}]\nmeshes:\n");
        yaml.append("  - {name: hub}  # MSH002\n");
        for (int i = 0; i < 300; i++) {
            String mark = i < 100 ? "  # MSH002" : "";
            yaml.append("  - {name: m%03d, federatesWith: [{mesh: hub}]}%s%n".formatted(i, mark));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("peers", "meshes m000, m001, m002 and 297 more");
    }

    @Test
    void everyMeshThatAHubWaitsForIsAFindingOfItsOwn() {
        String yaml = """
                name: t
                meshes:
                  - name: hub
                    federatesWith:
                      - {mesh: one}  # MSH002
                      - {mesh: two}
                      - {mesh: three}  # MSH002
                  - {name: one}  # MSH002
                  - {name: two, federatesWith: [{mesh: hub}]}
                  - {name: three}  # MSH002
                clusters: [{name: a, mesh: hub}]
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactlyInAnyOrder("one", "three");
    }

    @Test
    void meshesWithoutFederationAreNotAsked() {
        tester.holds("name: t\nmeshes: [{name: one}, {name: two}]\nclusters: [{name: a, mesh: one}]\n");
    }

    @Test
    void aMeshHasNobodyToAnswerToItself() {
        tester.holds(
                "name: t\nmeshes: [{name: one, federatesWith: [{mesh: one}]}]\nclusters: [{name: a, mesh: one}]\n");
    }
}
