package dev.sailplan.rule.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneSkewTest {

    // no unknown facts: the version of a control plane is istioVersion, and that is the newest known, unless stated.

    private final RuleTester tester = RuleTester.of("VER002");

    /** A mesh of primaries, one for each of the given control planes. */
    private static String with(String... controlPlanes) {
        StringBuilder clusters = new StringBuilder();
        StringBuilder planes = new StringBuilder();
        for (int i = 0; i < controlPlanes.length; i++) {
            clusters.append("  - {name: c%d, mesh: m}\n".formatted(i));
            planes.append("  - {name: istiod-%d, cluster: c%d, %s\n".formatted(i, i, controlPlanes[i]));
        }
        return "name: t\nistioVersion: \"1.30\"\nmeshes: [{name: m}]\nclusters:\n" + clusters + "controlPlanes:\n"
                + planes;
    }

    private static String version(String version) {
        return "version: \"" + version + "\"}";
    }

    @Test
    void oneMinorVersionApartHolds() {
        tester.holds(with(version("1.31"), version("1.30"), "replicas: 2}"));
        tester.holds(with(version("1.20")));
    }

    @Test
    void findsTheOlderOfTwo() {
        Finding finding = tester.finding(with(version("1.31"), version("1.29") + "  # VER002"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("mesh", "m")
                .containsEntry("older", "istiod-1")
                .containsEntry("oldest", "1.29")
                .containsEntry("newest", "1.31");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/controlPlanes/1/version");
    }

    @Test
    void versionsInBetweenDoNotBridgeTheDistance() {
        Finding finding = tester.finding(with(version("1.29") + "  # VER002", version("1.30"), version("1.31")));

        assertThat(finding.facts()).containsEntry("older", "istiod-0");
    }

    @Test
    void aMeshIsOneCause() {
        Finding finding =
                tester.finding(with(version("1.28") + "  # VER002", version("1.31"), version("1.29") + "  # VER002"));

        assertThat(finding.facts())
                .containsEntry("older", "istiod-0 and istiod-2")
                .containsEntry("oldest", "1.28 or newer");
    }

    @Test
    void theVersionOfTheTopologyIsMeantWhereNoneIsStated() {
        tester.finding(with("replicas: 2}  # VER002", version("1.32")));
    }

    @ParameterizedTest
    @CsvSource({"1.9, 1.11", "1.31, 2.0", "1.31, 2.31"})
    void versionsAreNumbersAndMajorOnesAreFarApart(String older, String newer) {
        tester.finding(with(version(newer), version(older) + "  # VER002"));
    }

    @Test
    void meshesAreJudgedApart() {
        String yaml = with(version("1.31"), version("1.29")).replace("{name: m}]", "{name: m}, {name: n}]");

        tester.holds(yaml.replace("{name: c1, mesh: m}", "{name: c1, mesh: n}"));
    }

    @Test
    void externalAndManagedControlPlanesCount() {
        tester.finding(with(version("1.31"), "mesh: m, configCluster: c0, version: \"1.29\"}  # VER002")
                .replace("{name: c1, mesh: m}", "{name: c1}"));
        tester.finding(with(version("1.31"), version("1.29") + "  # VER002").replace("cluster: c1, ", ""));
    }

    @Test
    void hundredsOfControlPlanesAreOneFinding() {
        String[] controlPlanes = new String[400];
        for (int i = 0; i < controlPlanes.length; i++) {
            controlPlanes[i] = i == 0 ? version("1.31") : version("1.29") + "  # VER002";
        }
        String yaml = with(controlPlanes);

        assertThat(tester.findings(yaml)).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.subjects()).hasSize(100);
            assertThat(finding.facts()).containsEntry("older", "istiod-1, istiod-10, istiod-100 and 396 more");
        });
    }
}
