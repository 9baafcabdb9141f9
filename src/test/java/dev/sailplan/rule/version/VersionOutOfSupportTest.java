package dev.sailplan.rule.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionOutOfSupportTest {

    private final RuleTester tester = RuleTester.of("VER003");

    /** Two primaries with the given fields, under the given version, on the given day. */
    private static String with(String asOf, String version, String first, String second) {
        return """
                name: t
                asOf: %s
                istioVersion: "%s"
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m}
                controlPlanes:
                  - {name: istiod-east, cluster: east, %s
                  - {name: istiod-west, cluster: west, %s
                """.formatted(asOf, version, first, second);
    }

    private static String plain(String asOf, String version) {
        return with(asOf, version, "replicas: 2}", "replicas: 2}");
    }

    private static String version(String version) {
        return "version: \"" + version + "\"}";
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20, 1.31", "2026-11-20, 1.30", "2026-10-15, 1.29", "2024-01-01, 1.18"})
    void versionsThatAreSupportedOnTheDayHold(String asOf, String version) {
        tester.holds(plain(asOf, version));
    }

    @Test
    void findsTheVersionOfTheTopology() {
        Finding finding = tester.finding(plain("2026-11-20", "1.29").replace("\"1.29\"", "\"1.29\"  # VER003"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("version", "1.29")
                .containsEntry("end", "on 2026-10-15")
                .containsEntry("users", "control planes istiod-east and istiod-west")
                .containsEntry("asOf", "2026-11-20");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/istioVersion");
        assertThat(finding.subjects().get(0).element()).isEqualTo("topology/t");
    }

    @Test
    void findsTheVersionOfAControlPlane() {
        Finding finding = tester.finding(with("2026-11-20", "1.31", version("1.27") + "  # VER003", "replicas: 2}"));

        assertThat(finding.facts()).containsEntry("users", "control plane istiod-east");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/controlPlanes/0/version");
    }

    @Test
    void findsTheVersionOfProxies() {
        Finding finding = tester.finding(with("2026-11-20", "1.30", "replicas: 2}", "replicas: 2}")
                .replace("{name: west, mesh: m}", "{name: west, mesh: m, proxyVersion: \"1.29\"}  # VER003"));

        assertThat(finding.facts()).containsEntry("users", "the proxies of cluster west");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/clusters/1/proxyVersion");
    }

    @Test
    void whoeverRunsAVersionIsOneCause() {
        Finding finding = tester.finding(with("2026-11-20", "1.29", version("1.29") + "  # VER003", "replicas: 2}")
                .replace("istioVersion: \"1.29\"", "istioVersion: \"1.29\"  # VER003")
                .replace("{name: west, mesh: m}", "{name: west, mesh: m, proxyVersion: \"1.29\"}  # VER003"));

        assertThat(finding.facts())
                .containsEntry("users", "control planes istiod-east and istiod-west and the proxies of cluster west");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void everyVersionIsACauseOfItsOwn() {
        assertThat(tester.check(
                        with("2026-11-20", "1.31", version("1.28") + "  # VER003", version("1.5") + "  # VER003")))
                .extracting(finding -> finding.facts().get("end"))
                .containsExactlyInAnyOrder("on 2026-06-28", "before 2022-10-12");
    }

    @Test
    void managedControlPlanesCount() {
        tester.finding(with("2026-11-20", "1.31", "replicas: 2}", version("1.28") + "  # VER003")
                .replace("cluster: west, ", ""));
    }

    @Test
    void versionsThatNothingRunsHold() {
        tester.holds(with("2026-11-20", "1.5", version("1.31"), version("1.30")));
        tester.holds(plain("2026-11-20", "1.31")
                .replace("controlPlanes:\n", "  - {name: host, proxyVersion: \"1.5\"}\ncontrolPlanes:\n"));
    }

    @Test
    void hundredsOfControlPlanesAreOneFinding() {
        StringBuilder yaml = new StringBuilder(plain("2026-11-20", "1.31"));
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: east, version: \"1.28\"}%s\n"
                    .formatted(i, i < 100 ? "  # VER003" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("users", "control planes i000, i001, i002 and 297 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.32", "2.0"})
    void newerVersionsAreNotJudged(String version) {
        assertThat(tester.needs(plain("2026-11-20", version))).containsExactly("/istioVersion");
        assertThat(tester.needs(with("2026-11-20", "1.31", version(version), "replicas: 2}")))
                .containsExactly("/controlPlanes/0/version");
    }

    @Test
    void versionsAreNotJudgedBeyondTheDayToWhichTheirSupportIsKnown() {
        assertThat(tester.needs(plain("2028-01-01", "1.31").replace("istioVersion: \"1.31\"\n", "")))
                .containsExactly("/istioVersion");
        assertThat(tester.needs(plain("2022-01-01", "1.5"))).containsExactly("/istioVersion");
    }
}
