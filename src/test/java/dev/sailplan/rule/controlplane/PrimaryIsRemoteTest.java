package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class PrimaryIsRemoteTest {

    // no unknown facts: who serves a cluster, and where a control plane runs, have defaults

    private final RuleTester tester = RuleTester.of("CPL004");

    /** Two clusters with a control plane each, and a third without. */
    private static String three(String east, String west, String south) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [%s]}
                  - {name: west, mesh: m, controlPlanes: [%s]}
                  - {name: south, mesh: m, controlPlanes: [%s]}
                controlPlanes:
                  - {name: e, cluster: east}
                  - {name: w, cluster: west}
                """.formatted(east, west, south);
    }

    @Test
    void findsAPrimaryThatIsTheRemoteOfAThirdCluster() {
        Finding finding = tester.finding(three("w", "w", "e")
                .replace("[w]}\n  - {name: west", "[w]}  # CPL004\n  - {name: west")
                .replace("east}\n", "east}  # CPL004\n"));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/0/controlPlanes", "/controlPlanes/0");
        assertThat(finding.facts())
                .containsEntry("cluster", "east")
                .containsEntry("served", "cluster south")
                .containsEntry("controlPlanes", "control plane e")
                .containsEntry("first", "w");
        tester.holds(three("e", "w", "e"));
    }

    @Test
    void findsBothOfTwoPrimariesThatOnlyServeEachOther() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [w]}  # CPL004
                  - {name: west, mesh: m, controlPlanes: [e]}  # CPL004
                controlPlanes:
                  - {name: e, cluster: east}  # CPL004
                  - {name: w, cluster: west}  # CPL004
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("cluster"))
                .containsExactly("east", "west");
    }

    @Test
    void findsEveryClusterOfARing() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: a, mesh: m, controlPlanes: [z]}  # CPL004
                  - {name: b, mesh: m, controlPlanes: [x]}  # CPL004
                  - {name: c, mesh: m, controlPlanes: [y]}  # CPL004
                controlPlanes:
                  - {name: x, cluster: a}  # CPL004
                  - {name: y, cluster: b}  # CPL004
                  - {name: z, cluster: c}  # CPL004
                """;

        assertThat(tester.check(yaml)).hasSize(3);
    }

    @Test
    void findsAPrimaryThatPrefersTheControlPlaneOfAnotherCluster() {
        Finding finding = tester.finding(three("w, e", "w, e", "w, e")
                .replace("[w, e]}\n  - {name: west", "[w, e]}  # CPL004\n  - {name: west")
                .replace("east}\n", "east}  # CPL004\n"));

        assertThat(finding.facts()).containsEntry("served", "clusters south and west");
    }

    @Test
    void allClustersMayShareBothControlPlanesIfEachPrefersItsOwn() {
        tester.holds(three("e, w", "w, e", "e, w"));
        tester.holds(three("e, w", "w, e", "w, e"));
    }

    @Test
    void aControlPlaneThatServesItsOwnClusterAloneOrNoneMakesNoPrimaryOfOthers() {
        tester.holds(three("w, e", "w", "w"));
        tester.holds(three("w", "w", "w"));
    }

    @Test
    void anyControlPlaneInTheClusterMayComeFirst() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [canary, w]}
                  - {name: west, mesh: m, controlPlanes: [w, stable]}
                controlPlanes:
                  - {name: stable, cluster: east}
                  - {name: canary, cluster: east, revision: canary}
                  - {name: w, cluster: west}
                """);
    }

    @Test
    void severalControlPlanesOfOneClusterAreOneFinding() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [w]}  # CPL004
                  - {name: west, mesh: m}
                  - {name: south, mesh: m, controlPlanes: [stable]}
                  - {name: north, mesh: m, controlPlanes: [canary]}
                controlPlanes:
                  - {name: stable, cluster: east}  # CPL004
                  - {name: canary, cluster: east, revision: canary}  # CPL004
                  - {name: w, cluster: west}
                """);

        assertThat(finding.facts())
                .containsEntry("controlPlanes", "control planes canary and stable")
                .containsEntry("served", "clusters north and south");
    }

    @Test
    void findsAPrimaryConfiguredFirstByAManagedControlPlane() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [vendor, e]}  # CPL004
                  - {name: west, mesh: m, controlPlanes: [e]}
                controlPlanes:
                  - {name: e, cluster: east}  # CPL004
                  - {name: vendor}
                """);

        assertThat(finding.facts()).containsEntry("first", "vendor");
    }

    @Test
    void theHostOfAnExternalControlPlaneIsNoPrimaryOfItsMesh() {
        tester.holds("""
                name: t
                meshes: [{name: data}, {name: ops}]
                clusters:
                  - {name: hub, mesh: ops, controlPlanes: [istiod-ops]}
                  - {name: head, mesh: ops}
                  - {name: loose}
                  - {name: west, mesh: data, controlPlanes: [one, two]}
                controlPlanes:
                  - {name: istiod-ops, cluster: head}
                  - {name: one, cluster: hub, mesh: data, configCluster: west}
                  - {name: two, cluster: loose, mesh: data, configCluster: west}
                """);
    }

    @Test
    void aClusterThatNobodyServesIsAnotherRulesQuestion() {
        tester.holds(three("", "w", "e"));
    }

    @Test
    void oneWrongPrimaryAmongFiveHundredIsFound() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes:
                  - {name: i000, cluster: c000}
                """);
        for (int i = 1; i < 500; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d}%s%n".formatted(i, i, i == 250 ? "  # CPL004" : ""));
        }
        yaml.append("clusters:\n");
        for (int i = 0; i < 500; i++) {
            String preferred = i == 250 ? "[i249, i250]}  # CPL004" : "[i%03d, i%03d]}".formatted(i, (i + 1) % 500);
            yaml.append("  - {name: c%03d, mesh: m, controlPlanes: %s%n".formatted(i, preferred));
        }

        assertThat(tester.finding(yaml.toString()).facts()).containsEntry("served", "cluster c249");
    }
}
