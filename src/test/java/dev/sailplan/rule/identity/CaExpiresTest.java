package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaExpiresTest {

    private final RuleTester tester = RuleTester.of("IDN007");

    /** Two primaries of one mesh, with what the mesh and one of the clusters state. Judged on 2026-11-20. */
    private static String primaries(String mesh, String west) {
        return """
                name: t
                meshes:
                  - {name: m%s}
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m%s}
                controlPlanes:
                  - {name: istiod-east, cluster: east}
                  - {name: istiod-west, cluster: west}
                """.formatted(mesh, west);
    }

    private static String until(String date) {
        return ", certificateAuthority: {root: r, notAfter: " + date + "}";
    }

    private static String mark(String yaml, String name) {
        return yaml.replaceAll("(?m)^(  - \\{name: " + name + "\\b.*)$", "$1  # IDN007");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-18, 59 days left",
        "2026-11-21, 1 day left",
        "2026-11-20, its last day",
        "2026-11-19, expired 1 day ago",
        "2024-02-29, expired 995 days ago"
    })
    void findsACertificateThatIsNotValidForSixtyDays(String date, String when) {
        Finding finding = tester.finding(mark(primaries(until(date), ""), "m"));

        assertThat(finding.facts())
                .containsEntry("owner", "mesh m")
                .containsEntry("date", date)
                .containsEntry("when", when);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/certificateAuthority/notAfter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-19", "2036-01-01"})
    void sixtyDaysAreEnough(String date) {
        tester.holds(primaries(until(date), ""));
    }

    @Test
    void theDayOfThePlanIsWhatTheDocumentSays() {
        tester.holds("asOf: 2026-01-01\n" + primaries(until("2026-12-01"), ""));
        tester.finding(mark("asOf: 2026-10-03\n" + primaries(until("2026-12-01"), ""), "m"));
    }

    @Test
    void findsTheIntermediateOfACluster() {
        Finding finding = tester.finding(mark(primaries(until("2036-01-01"), until("2026-12-24")), "west"));

        assertThat(finding.facts()).containsEntry("owner", "cluster west");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/clusters/1/certificateAuthority/notAfter");
    }

    @Test
    void everyAuthorityIsAFindingOfItsOwn() {
        String yaml = primaries(until("2026-12-01"), until("2026-12-01"));

        assertThat(tester.check(mark(mark(yaml, "m"), "west"))).hasSize(2);
    }

    @Test
    void theMeshesAuthorityDoesNotMatterWhereEveryClusterHasItsOwn() {
        String yaml = primaries(until("2026-12-01"), until("2036-01-01"))
                .replace("{name: east, mesh: m}", "{name: east, mesh: m" + until("2036-01-01") + "}");

        tester.holds(yaml);
        tester.holds(yaml.replace("{name: m" + until("2026-12-01"), "{name: m"));
    }

    @Test
    void nobodySignsWithWhatARemoteStates() {
        String remote = primaries(until("2036-01-01"), ", controlPlanes: [istiod-east]" + until("2026-12-01"))
                .replace("  - {name: istiod-west, cluster: west}\n", "");

        tester.holds(remote);
        tester.holds(remote.replace(until("2026-12-01"), ", certificateAuthority: {root: r}"));
    }

    @Test
    void everyControlPlaneThatServesAClusterMaySign() {
        String yaml = primaries(until("2036-01-01"), until("2026-12-01"));

        tester.finding(mark(
                yaml.replace("east, mesh: m}", "east, mesh: m, controlPlanes: [istiod-east, istiod-west]}")
                        .replace("west, mesh: m", "west, mesh: m, controlPlanes: [istiod-east]"),
                "west"));
        tester.holds(yaml.replace("west, mesh: m", "west, mesh: m, controlPlanes: [istiod-east]"));
    }

    @Test
    void findsWhatIsInstalledInTheHostOfAnExternalControlPlane() {
        String yaml = primaries(until("2036-01-01"), ", controlPlanes: [istiod-west]")
                .replace("clusters:", "clusters:\n  - {name: host" + until("2026-12-01") + "}")
                .replace("cluster: west}", "cluster: host, mesh: m}");

        tester.finding(mark(yaml, "host"));
        tester.holds(yaml.replace("cluster: host, mesh: m}", "mesh: m}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"selfSigned", "pluggedIn", "external"})
    void theTypeOfTheAuthorityDoesNotMatter(String type) {
        String authority = ", certificateAuthority: {type: %s, notAfter: 2026-12-01}".formatted(type);

        tester.finding(mark(primaries(authority, ""), "m"));
    }

    @Test
    void importedBundlesHaveNoDates() {
        tester.holds(primaries(until("2036-01-01") + ", trustBundles: [{root: old}]", ""));
    }

    @Test
    void needsTheDateOfAnAuthorityInUse() {
        assertThat(tester.needs(primaries("", ""))).containsExactly("/meshes/0/certificateAuthority");
        assertThat(tester.needs(primaries(", certificateAuthority: {root: r}", ", certificateAuthority: {root: r}")))
                .containsExactly(
                        "/clusters/1/certificateAuthority/notAfter", "/meshes/0/certificateAuthority/notAfter");
    }

    @Test
    void clustersThatNobodyServesYetAreJudgedByWhatTheyWillHave() {
        String yaml = primaries(until("2026-12-01"), until("2036-01-01")).replaceAll("(?s)controlPlanes:.*", "");

        tester.finding(mark(yaml, "m"));
        tester.holds(yaml.replace("2026-12-01", "2036-01-01"));
    }

    @Test
    void aMeshWithoutClustersIsJudgedByWhatItStatesAndAskedForNothing() {
        String yaml = primaries(until("2036-01-01"), "").replace("clusters:", "  - {name: n%s}\nclusters:");

        tester.finding(mark(yaml.formatted(until("2026-12-01")), "n"));
        tester.holds(yaml.formatted(""));
    }

    @Test
    void hundredsOfIntermediatesAreJudgedOneByOne() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            String expiry = i % 2 == 0 ? until("2026-12-01") + "}  # IDN007" : until("2036-01-01") + "}";
            yaml.append("  - {name: c%03d, mesh: m%s%n".formatted(i, expiry));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d}%n".formatted(i, i));
        }

        assertThat(tester.check(yaml.toString())).hasSize(150);
    }
}
