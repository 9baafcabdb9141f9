package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionMismatchTest {

    private final RuleTester tester = RuleTester.of("CPL013");

    /** A remote, west, of a primary with a control plane of revision default and one of revision canary. */
    private static String remote(String servedBy, String west) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [%s]%s}
                controlPlanes:
                  - {name: stable, cluster: east}
                  - {name: canary, cluster: east, revision: canary}
                """.formatted(servedBy, west);
    }

    private static String broken(String yaml, String first) {
        return yaml.replaceFirst("(name: west.*)", "$1  # CPL013")
                .replaceFirst("(name: " + first + ",.*)", "$1  # CPL013");
    }

    @ParameterizedTest
    @CsvSource({"stable, canary, default", "stable, 1-30-2, default", "canary, default, canary"})
    void findsARemoteThatNamesAnotherRevisionThanItsControlPlaneHas(String first, String revision, String expected) {
        Finding finding = tester.finding(broken(remote(first, ", revision: " + revision), first));

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/1/revision");
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("revision", revision)
                .containsEntry("controlPlane", first)
                .containsEntry("expected", expected)
                .containsEntry(
                        "consequence",
                        "new pods there call a webhook that none of its control planes answers, and are refused");
    }

    @ParameterizedTest
    @CsvSource({"stable, default", "canary, canary", "'canary, stable', canary", "'stable, canary', default"})
    void agreesWithTheFirstOfItsControlPlanes(String servedBy, String revision) {
        tester.holds(remote(servedBy, ", revision: " + revision));
    }

    @Test
    void findsARemoteThatAgreesOnlyWithALaterControlPlane() {
        Finding finding = tester.finding(broken(remote("stable, canary", ", revision: canary"), "stable"));

        assertThat(finding.facts())
                .containsEntry(
                        "consequence", "new pods there are injected and configured by control plane canary instead");
    }

    @Test
    void needsTheRevisionOfARemote() {
        assertThat(tester.needs(remote("stable", ""))).containsExactly("/clusters/1/revision");
    }

    @Test
    void aClusterWithAControlPlaneOfItsOwnChoosesByItsRevision() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, revision: canary}
                  - {name: north, mesh: m, revision: canary, controlPlanes: [n, canary]}
                  - {name: alone, mesh: m}
                controlPlanes:
                  - {name: stable, cluster: east}
                  - {name: canary, cluster: east, revision: canary}
                  - {name: n, cluster: north}
                  - {name: a, cluster: alone}
                """);
    }

    @Test
    void findsTheRemotesOfExternalAndManagedControlPlanes() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}
                  - {name: config, mesh: m, controlPlanes: [istiod], revision: default}  # CPL013
                  - {name: west, mesh: m, controlPlanes: [istiod], revision: rapid}
                controlPlanes:
                  - {name: istiod, %smesh: m, configCluster: config, revision: rapid}  # CPL013
                """;

        assertThat(tester.finding(yaml.formatted("cluster: hub, ")).facts())
                .containsEntry("clusters", "cluster config");
        assertThat(tester.finding(yaml.formatted("")).facts()).containsEntry("expected", "rapid");
    }

    @Test
    void remotesThatNameDifferentRevisionsAreDifferentFindings() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: one, mesh: m, controlPlanes: [istiod], revision: a}  # CPL013
                  - {name: two, mesh: m, controlPlanes: [istiod], revision: b}  # CPL013
                  - {name: three, mesh: m, controlPlanes: [istiod], revision: a}  # CPL013
                controlPlanes:
                  - {name: istiod, cluster: east}  # CPL013
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("clusters one and three", "cluster two");
    }

    @Test
    void fiveHundredRemotesOfOneWrongRevisionAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes:
                  - {name: istiod, cluster: east}  # CPL013
                clusters:
                  - {name: east, mesh: m}
                """);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: r%03d, mesh: m, controlPlanes: [istiod], revision: old}%s%n"
                    .formatted(i, i < 100 ? "  # CPL013" : ""));
        }

        Finding finding = tester.finding(yaml.toString());

        assertThat(finding.subjects()).extracting(FindingSubject::pointer).hasSize(101);
        assertThat(finding.facts()).containsEntry("clusters", "clusters r000, r001, r002 and 497 more");
    }
}
