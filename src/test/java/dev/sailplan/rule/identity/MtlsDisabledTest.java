package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: a mesh that states no mode is PERMISSIVE, and one that states no data plane has sidecars.
class MtlsDisabledTest {

    private final RuleTester tester = RuleTester.of("IDN008");

    private static String mesh(String mesh, String west) {
        return """
                name: t
                meshes:
                  - {name: m%s}
                clusters: [{name: east, mesh: m}, {name: west, mesh: m%s}]
                services: [{name: web, namespace: shop, workloads: [{cluster: west}]}]
                """.formatted(mesh, west);
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: m\\b.*)$", "$1  # IDN008");
    }

    @Test
    void findsAMeshWithoutMutualTls() {
        Finding finding = tester.finding(mark(mesh(", mtls: DISABLE", "")));

        assertThat(finding.facts()).containsEntry("mesh", "m").containsEntry("places", " in clusters east and west");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/mtls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", mtls: PERMISSIVE", ", mtls: STRICT"})
    void everyOtherModeLetsWorkloadsSpeakIt(String mode) {
        tester.holds(mesh(mode, ""));
    }

    @Test
    void oneWorkloadWithoutMutualTlsIsNotTheMesh() {
        tester.holds(mesh("", "").replace("{cluster: west}", "{cluster: west, mtls: DISABLE}"));
    }

    @Test
    void workloadsThatTurnItOnAgainAreExceptions() {
        tester.finding(mark(mesh(", mtls: DISABLE", "").replace("{cluster: west}", "{cluster: west, mtls: STRICT}")));
    }

    @Test
    void ambientSpeaksMutualTlsWhateverThePolicySays() {
        tester.holds(mesh(", mtls: DISABLE, dataPlane: ambient", ""));
        assertThat(tester.finding(mark(mesh(", mtls: DISABLE, dataPlane: ambient", ", dataPlane: sidecar")))
                        .facts())
                .containsEntry("places", " in cluster west");
    }

    @Test
    void findsSidecarsInAnAmbientMesh() {
        String yaml = mesh(", mtls: DISABLE, dataPlane: ambient", "")
                .replace("{cluster: west}", "{cluster: west, proxy: sidecar}");

        assertThat(tester.finding(mark(yaml)).facts()).containsEntry("places", " in cluster west");
        tester.holds(yaml.replace("proxy: sidecar", "proxy: none"));
    }

    @Test
    void findsAMeshThatHasNoClusterYet() {
        assertThat(tester.finding("""
                name: t
                meshes:
                  - {name: m}
                  - {name: n, mtls: DISABLE}  # IDN008
                clusters: [{name: east, mesh: m}]
                """).facts()).containsEntry("places", "");
    }

    @Test
    void anAmbientMeshThatHasNoClusterYetHasNoSidecars() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: n, mtls: DISABLE, dataPlane: ambient}]
                clusters: [{name: east, mesh: m}]
                """);
    }

    @Test
    void needsTheWorkloadsOfAnAmbientMeshWhichMayHaveSidecars() {
        String yaml = mesh(", mtls: DISABLE, dataPlane: ambient", "").replace(", workloads: [{cluster: west}]", "");

        assertThat(tester.needs(yaml)).containsExactly("/services/0/workloads");
        tester.holds(yaml.replace("mtls: DISABLE", "mtls: STRICT"));
    }

    @Test
    void everyMeshIsAFindingOfItsOwn() {
        StringBuilder yaml = new StringBuilder("name: t\nclusters: [{name: east, mesh: m0}]\nmeshes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: m%d, mtls: DISABLE}  # IDN008%n".formatted(i));
        }

        assertThat(tester.check(yaml.toString())).hasSize(300);
    }
}
