package dev.sailplan.rule.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

// no unknown facts: data planes, networks and control planes of clusters have defaults
class UnsupportedAmbientModelTest {

    private final RuleTester tester = RuleTester.of("AMB001");

    /** An ambient mesh; each cluster on a line of its own. */
    private static String with(String clusters, String controlPlanes) {
        return """
                name: t
                networks: [{name: a}, {name: b}, {name: c}]
                meshes: [{name: m, dataPlane: ambient}, {name: other}]
                clusters:
                %scontrolPlanes: [%s]
                """.formatted(clusters.indent(2), controlPlanes);
    }

    private static final String PRIMARIES =
            "{name: i-east, cluster: east}, {name: i-west, cluster: west}, {name: i-north, cluster: north}";

    @Test
    void aControlPlaneAndANetworkForEachClusterHold() {
        tester.holds(with(
                "- {name: east, mesh: m, network: a}\n- {name: west, mesh: m, network: b}",
                PRIMARIES.substring(0, 60)));
    }

    @Test
    void findsRemotes() {
        Finding finding = tester.finding(with("""
                - {name: east, mesh: m, network: a}
                - {name: west, mesh: m, network: b, controlPlanes: [istiod]}  # AMB001
                - {name: north, mesh: m, network: c, controlPlanes: [istiod]}  # AMB001
                """, "{name: istiod, cluster: east}"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("clusters", "clusters north and west")
                .containsEntry("mesh", "m")
                .containsEntry("problem", "are served by control plane istiod elsewhere");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/2/controlPlanes", "/clusters/1/controlPlanes");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @Test
    void findsClustersOfAnExternalControlPlane() {
        String external = with("""
                - {name: hub, network: b}
                - {name: east, mesh: m, network: a, controlPlanes: [istiod]}  # AMB001
                """, "{name: istiod, mesh: m, cluster: hub, configCluster: east}");

        assertThat(tester.finding(external).facts())
                .containsEntry("problem", "is served by external control plane istiod elsewhere");
        tester.finding(external.replace("cluster: hub, ", ""));
    }

    @Test
    void aClusterWithItsOwnControlPlaneIsNoRemote() {
        tester.holds(with("""
                - {name: east, mesh: m, network: a, controlPlanes: [i-east, i-west]}
                - {name: west, mesh: m, network: b, controlPlanes: [i-west, i-east]}
                """, "{name: i-east, cluster: east}, {name: i-west, cluster: west}"));
    }

    @Test
    void findsOneNetworkForAllClusters() {
        Finding finding = tester.finding(with("""
                - {name: east, mesh: m, network: a}  # AMB001
                - {name: west, mesh: m, network: a}  # AMB001
                """, "{name: i-east, cluster: east}, {name: i-west, cluster: west}"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("problem", "share network a");
    }

    @Test
    void clustersThatNameNoNetworkShareOne() {
        Finding finding = tester.finding(with("""
                - {name: east, mesh: m}  # AMB001
                - {name: west, mesh: m}  # AMB001
                """, "{name: i-east, cluster: east}, {name: i-west, cluster: west}"));

        assertThat(finding.facts()).containsEntry("problem", "share the implicit network");
    }

    @Test
    void networksWithSeveralOfTheClustersAreWarnings() {
        Finding finding = tester.finding(with("""
                - {name: east, mesh: m, network: a}  # AMB001
                - {name: west, mesh: m, network: a}  # AMB001
                - {name: north, mesh: m, network: b}
                """, PRIMARIES));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("clusters", "clusters east and west");
    }

    /** A cluster without network beside others that have one is another rule's business. */
    @Test
    void clustersWithoutNetworkShareNone() {
        tester.holds(with("""
                - {name: east, mesh: m, network: a}
                - {name: west, mesh: m}
                - {name: north, mesh: m}
                """, PRIMARIES));
    }

    @Test
    void onlyAmbientClustersOfAMeshCount() {
        String mixed = with("""
                - {name: east, mesh: m, network: a}
                - {name: west, mesh: m, network: a, dataPlane: sidecar}
                - {name: north, mesh: m, network: b, dataPlane: sidecar, controlPlanes: [i-east]}
                """, "{name: i-east, cluster: east}, {name: i-west, cluster: west}");

        tester.holds(mixed);
        tester.holds(mixed.replace(
                "{name: west, mesh: m, network: a, dataPlane: sidecar}",
                "{name: west, mesh: other, network: a, dataPlane: ambient}"));
        tester.finding(mixed.replace(", dataPlane: ambient", "")
                .replace(
                        "{name: north, mesh: m, network: b, dataPlane: sidecar, controlPlanes: [i-east]}",
                        "{name: north, mesh: m, network: b, dataPlane: ambient, controlPlanes: [i-east]}  # AMB001"));
    }

    @Test
    void aSingleAmbientClusterHolds() {
        tester.holds(with("- {name: east, mesh: m}", "{name: i-east, cluster: east}"));
        tester.holds(with("- {name: east, mesh: m}\n- {name: west}", "{name: i-east, cluster: east}"));
    }

    @Test
    void severalCausesAreSeveralFindings() {
        assertThat(tester.check(with("""
                        - {name: east, mesh: m, network: a}  # AMB001
                        - {name: west, mesh: m, network: a, controlPlanes: [i-east]}  # AMB001
                        - {name: north, mesh: m, network: a, controlPlanes: [ext]}  # AMB001
                        """, "{name: i-east, cluster: east}, {name: ext, mesh: m}")))
                .extracting(
                        finding -> finding.facts().get("clusters"),
                        finding -> finding.facts().get("problem"))
                .containsExactlyInAnyOrder(
                        tuple("cluster west", "is served by control plane i-east elsewhere"),
                        tuple("cluster north", "is served by external control plane ext elsewhere"),
                        tuple("clusters east, north and west", "share network a"));
    }

    @Test
    void hundredsOfRemotesAreOneFinding() {
        String clusters = IntStream.range(0, 400)
                .mapToObj("- {name: c%1$03d, mesh: m, network: n%1$03d, controlPlanes: [istiod]}\n"::formatted)
                .collect(Collectors.joining());
        String networks =
                IntStream.range(0, 400).mapToObj("{name: n%03d}"::formatted).collect(Collectors.joining(", "));
        String yaml = with("- {name: east, mesh: m, network: a}\n" + clusters, "{name: istiod, cluster: east}")
                .replace("{name: c}", "{name: c}, " + networks);

        assertThat(tester.findings(yaml))
                .singleElement()
                .satisfies(finding -> assertThat(finding.facts())
                        .containsEntry("clusters", "clusters c000, c001, c002 and 397 more"));
    }
}
