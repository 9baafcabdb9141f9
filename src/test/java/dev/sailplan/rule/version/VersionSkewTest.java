package dev.sailplan.rule.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionSkewTest {

    // no unknown facts: proxyVersion is that of the first control plane, whose version is istioVersion.

    private final RuleTester tester = RuleTester.of("VER001");

    /** A primary, and a remote with the given fields that it serves. */
    private static String with(String controlPlane, String remote) {
        return """
                name: t
                istioVersion: "1.30"
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod-a], %s
                controlPlanes:
                  - {name: istiod-a, cluster: east, %s
                """.formatted(remote, controlPlane);
    }

    private static String proxies(String version) {
        return "proxyVersion: \"%s\"}".formatted(version);
    }

    @ParameterizedTest
    @CsvSource({"1.30", "1.29"})
    void proxiesOfTheSameOrThePreviousVersionHold(String version) {
        tester.holds(with("replicas: 2}", proxies(version)));
    }

    @Test
    void proxiesHaveTheVersionOfTheirControlPlaneUnlessStated() {
        tester.holds(with("version: \"1.25\"}", "zones: []}"));
    }

    @ParameterizedTest
    @CsvSource({"1.31", "1.32", "1.100", "2.0"})
    void findsProxiesThatAreNewer(String version) {
        Finding finding = tester.finding(with("replicas: 2}  # VER001", proxies(version) + "  # VER001"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("proxyVersion", version)
                .containsEntry("distance", "newer than")
                .containsEntry("controlPlanes", "control plane istiod-a")
                .containsEntry("version", "1.30");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/version", "/clusters/1/proxyVersion");
    }

    @ParameterizedTest
    @CsvSource({"1.28", "1.3", "0.30"})
    void findsProxiesThatAreMoreThanOneVersionOlder(String version) {
        Finding finding = tester.finding(with("replicas: 2}  # VER001", proxies(version) + "  # VER001"));

        assertThat(finding.facts()).containsEntry("distance", "more than one minor version older than");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/1/proxyVersion", "/controlPlanes/0/version");
    }

    /** A cluster served by two control planes of the given versions, the first of them in it. */
    private static String twoControlPlanes(String first, String second, String cluster) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [istiod-a, istiod-b], %s
                  - {name: west, mesh: m}
                controlPlanes:
                  - {name: istiod-b, cluster: west, version: "%s"}
                  - {name: istiod-a, cluster: east, version: "%s"}
                """.formatted(cluster, second, first);
    }

    private static String mark(String yaml, String... names) {
        String marked = yaml;
        for (String name : names) {
            marked = marked.replaceAll("(?m)(name: %s, .*)$".formatted(name), "$1  # VER001");
        }
        return marked;
    }

    @Test
    void everyControlPlaneThatServesTheClusterCounts() {
        Finding newer = tester.finding(mark(twoControlPlanes("1.31", "1.30", "zones: []}"), "east", "istiod-b"));
        Finding older = tester.finding(mark(twoControlPlanes("1.29", "1.31", "zones: []}"), "east", "istiod-b"));

        assertThat(newer.facts()).containsEntry("proxyVersion", "1.31").containsEntry("distance", "newer than");
        assertThat(older.facts()).containsEntry("proxyVersion", "1.29").containsEntry("version", "1.31");
        tester.holds(twoControlPlanes("1.30", "1.31", "zones: []}"));
        tester.holds(twoControlPlanes("1.31", "1.30", proxies("1.30")));
    }

    @Test
    void severalControlPlanesThatAreTooOldAreOneCause() {
        Finding finding =
                tester.finding(mark(twoControlPlanes("1.29", "1.30", proxies("1.31")), "east", "istiod-a", "istiod-b"));

        assertThat(finding.facts())
                .containsEntry("controlPlanes", "control planes istiod-a and istiod-b")
                .containsEntry("version", "1.29 and 1.30");
    }

    @Test
    void tooNewForOneAndTooOldForAnotherAreTwoCauses() {
        assertThat(tester.check(
                        mark(twoControlPlanes("1.29", "1.32", proxies("1.30")), "east", "istiod-a", "istiod-b")))
                .hasSize(2);
    }

    @Test
    void clustersOfOneControlPlaneWithTheSameProxiesAreOneCause() {
        StringBuilder clusters = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            clusters.append("  - {name: c%03d, mesh: m, controlPlanes: [istiod-a], proxyVersion: \"1.31\"}%s\n"
                    .formatted(i, i < 99 ? "  # VER001" : ""));
        }
        String yaml =
                with("replicas: 2}  # VER001", "zones: []}").replace("controlPlanes:\n", clusters + "controlPlanes:\n");

        assertThat(tester.finding(yaml).facts()).containsEntry("clusters", "clusters c000, c001, c002 and 497 more");
    }

    @Test
    void findsProxiesOfAnExternalOrManagedControlPlane() {
        tester.finding(with("replicas: 2}  # VER001", proxies("1.31") + "  # VER001")
                .replace("cluster: east, ", "configCluster: west, "));
        tester.finding(with("replicas: 2}  # VER001", proxies("1.31") + "  # VER001")
                .replace("{name: east, mesh: m}", "{name: east}")
                .replace("cluster: east, ", "cluster: east, mesh: m, configCluster: west, "));
    }

    @Test
    void proxiesOfNoControlPlaneHold() {
        tester.holds(with("replicas: 2}", "zones: []}")
                .replace("{name: east, mesh: m}", "{name: east, mesh: m, controlPlanes: [], proxyVersion: \"1.99\"}"));
    }
}
