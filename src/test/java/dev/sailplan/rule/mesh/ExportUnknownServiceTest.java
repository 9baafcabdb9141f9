package dev.sailplan.rule.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: services and exports that are not stated are none.
class ExportUnknownServiceTest {

    private final RuleTester tester = RuleTester.of("MSH003");

    /** Mesh one exports to mesh two; each has a service. */
    private static String exporting(String exports) {
        return """
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two, exports: [%s]}]}
                  - {name: two}
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}]
                services:
                  - {name: rooms, namespace: catalog, mesh: one}
                  - {name: trips, namespace: booking, mesh: two}
                """.formatted(exports);
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: one,.*)$", "$1  # MSH003");
    }

    @Test
    void findsAMistypedServiceAndSaysWhichWasMeant() {
        Finding finding = tester.finding(mark(exporting("catalog/room")));

        assertThat(finding.facts())
                .containsEntry("mesh", "one")
                .containsEntry("service", "catalog/room")
                .containsEntry("peers", "mesh two")
                .containsEntry("hint", "; did you mean catalog/rooms?");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/federatesWith/0/exports/0");
    }

    @Test
    void findsAServiceOfTheMeshItIsExportedTo() {
        assertThat(tester.finding(mark(exporting("booking/trips"))).facts())
                .containsEntry("hint", "; it is a service of mesh two");
    }

    @Test
    void findsAServiceThatIsInAnotherNamespace() {
        assertThat(tester.finding(mark(exporting("hotels/rooms"))).facts()).containsEntry("hint", "");
    }

    @Test
    void holdsWhereTheServiceIsDeclaredWhereverItRuns() {
        tester.holds(exporting("catalog/rooms"));
        tester.holds(exporting("catalog/rooms").replace("mesh: one}\n", "mesh: one, workloads: []}\n"));
        tester.holds(exporting(""));
    }

    @Test
    void everyNameIsAFindingOfItsOwn() {
        assertThat(tester.check(mark(exporting("catalog/beds, catalog/rooms, catalog/doors"))))
                .extracting(finding -> finding.facts().get("service"))
                .containsExactly("catalog/beds", "catalog/doors");
    }

    @Test
    void oneNameExportedToSeveralMeshesIsOneFinding() {
        Finding finding = tester.finding("""
                name: t
                meshes:
                  - name: one
                    federatesWith:
                      - {mesh: two, exports: [catalog/rooms]}  # MSH003
                      - mesh: three
                        exports:
                          - catalog/beds
                          - catalog/rooms  # MSH003
                  - {name: two}
                  - {name: three}
                clusters: [{name: a, mesh: one}]
                services: [{name: beds, namespace: catalog, mesh: one}]
                """);

        assertThat(finding.facts()).containsEntry("peers", "meshes three and two");
        assertThat(finding.subjects()).hasSize(2);
    }

    @Test
    void oneNameExportedByTwoMeshesIsTwoFindings() {
        String yaml = mark(exporting("catalog/beds"))
                .replace("{name: two}", "{name: two, federatesWith: [{mesh: one, exports: [catalog/beds]}]}  # MSH003");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactly("one", "two");
    }

    @Test
    void aDocumentWithoutServicesHasNoneToExport() {
        String yaml = mark(exporting("catalog/rooms")).replaceAll("(?s)services:.*", "");

        assertThat(tester.finding(yaml).facts()).containsEntry("hint", "");
    }

    @Test
    void hundredsOfWrongNamesAmongThousandsOfServicesAreAFindingEach() {
        StringBuilder yaml =
                new StringBuilder("name: t\nmeshes:\n  - {name: two}\n  - name: one\n    federatesWith:\n");
        yaml.append("      - {mesh: two, exports: [");
        for (int i = 0; i < 900; i++) {
            yaml.append(i == 0 ? "" : ", ").append("shop/wrong-").append(i);
        }
        yaml.append("]}  # MSH003\nclusters: [{name: a, mesh: one}]\nservices:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("  - {name: right-%d, namespace: shop, mesh: one}%n".formatted(i));
        }

        assertThat(tester.check(yaml.toString())).hasSize(900);
    }
}
