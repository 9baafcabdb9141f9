package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstioNamespaceMismatchTest {

    // no unknown facts: the namespace of a cluster is istio-system by default, that of a control plane its cluster's

    private final RuleTester tester = RuleTester.of("CPL009");

    private static String primaryRemote(String east, String west, String istiod) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m%s}
                  - {name: west, mesh: m, controlPlanes: [istiod]%s}
                controlPlanes:
                  - {name: istiod, cluster: east%s}
                """.formatted(east, west, istiod);
    }

    private static String broken(String yaml) {
        return yaml.replaceFirst("(name: west.*)", "$1  # CPL009").replaceFirst("(name: istiod.*)", "$1  # CPL009");
    }

    @Test
    void findsARemoteInAnotherNamespaceThanItsControlPlane() {
        Finding finding = tester.finding(broken(primaryRemote("", ", istioNamespace: mesh-system", "")));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/1/istioNamespace", "/controlPlanes/0/istioNamespace");
        assertThat(finding.facts())
                .containsEntry("clusters", "cluster west")
                .containsEntry("namespace", "mesh-system")
                .containsEntry("expected", "istio-system")
                .containsEntry("controlPlanes", "control plane istiod");
    }

    @ParameterizedTest
    @CsvSource({"', istioNamespace: ops', '', ''", "'', '', ', istioNamespace: ops'"})
    void findsARemoteInTheDefaultNamespaceOfAControlPlaneInAnother(String east, String west, String istiod) {
        assertThat(tester.finding(broken(primaryRemote(east, west, istiod))).facts())
                .containsEntry("namespace", "istio-system")
                .containsEntry("expected", "ops");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "', istioNamespace: ops', ', istioNamespace: ops', ''",
        "'', ', istioNamespace: ops', ', istioNamespace: ops'",
        "', istioNamespace: ops', '', ', istioNamespace: istio-system'"
    })
    void isTheSameWhereverItIsStated(String east, String west, String istiod) {
        tester.holds(primaryRemote(east, west, istiod));
    }

    @Test
    void findsTheConfigClusterAndTheRemoteOfAnExternalControlPlaneInOneFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}
                  - {name: config, mesh: m, controlPlanes: [istiod]}  # CPL009
                  - {name: west, mesh: m, controlPlanes: [istiod]}  # CPL009
                controlPlanes:
                  - {name: istiod, cluster: hub, mesh: m, configCluster: config, istioNamespace: external}  # CPL009
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("clusters", "clusters config and west");
        tester.holds(yaml.replaceAll(" *# CPL009", "").replace("[istiod]", "[istiod], istioNamespace: external"));
    }

    @Test
    void judgesEveryControlPlaneOfARemote() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: north, mesh: m, istioNamespace: mesh-north}
                  - {name: west, mesh: m, controlPlanes: [e, n]}  # CPL009
                controlPlanes:
                  - {name: e, cluster: east}
                  - {name: n, cluster: north}  # CPL009
                """);

        assertThat(finding.facts()).containsEntry("controlPlanes", "control plane n");
    }

    @Test
    void findsAManagedControlPlaneThatExpectsTheDefaultNamespace() {
        tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: west, mesh: m, controlPlanes: [vendor], istioNamespace: mesh}]  # CPL009
                controlPlanes: [{name: vendor}]  # CPL009
                """);
    }

    @Test
    void remotesInDifferentNamespacesAreDifferentFindings() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: one, mesh: m, controlPlanes: [istiod], istioNamespace: a}  # CPL009
                  - {name: two, mesh: m, controlPlanes: [istiod], istioNamespace: b}  # CPL009
                  - {name: three, mesh: m, controlPlanes: [istiod], istioNamespace: a}  # CPL009
                controlPlanes:
                  - {name: istiod, cluster: east}  # CPL009
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusters"))
                .containsExactlyInAnyOrder("clusters one and three", "cluster two");
    }

    @Test
    void aClusterWithAControlPlaneOfItsOwnMayUseAnotherNamespaceThanOthers() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [e, w]}
                  - {name: west, mesh: m, controlPlanes: [w, e], istioNamespace: mesh-west}
                  - {name: south, mesh: n, istioNamespace: mesh-south}
                controlPlanes:
                  - {name: e, cluster: east}
                  - {name: w, cluster: west}
                  - {name: s, cluster: south}
                """);
    }

    @Test
    void fiveHundredRemotesInOneWrongNamespaceAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                controlPlanes:
                  - {name: istiod, cluster: east}  # CPL009
                clusters:
                  - {name: east, mesh: m}
                """);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - {name: r%03d, mesh: m, controlPlanes: [istiod], istioNamespace: x}%s%n"
                    .formatted(i, i < 100 ? "  # CPL009" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "clusters r000, r001, r002 and 497 more");
    }
}
