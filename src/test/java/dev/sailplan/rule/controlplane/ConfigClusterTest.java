package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigClusterTest {

    private final RuleTester tester = RuleTester.of("CPL006");

    /** A mesh of two clusters, controlled from a third one outside. */
    private static String external(String west, String config, String secrets) {
        return """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: hub}
                  - {name: east, mesh: m, controlPlanes: [istiod]}
                  - {name: west, %s}
                controlPlanes:
                  - name: istiod
                    cluster: hub
                    mesh: m
                    configCluster: %s
                    remoteSecrets: [%s]
                """.formatted(west, config, secrets);
    }

    @Test
    void theConfigClusterIsOneOfItsMeshThatItServesAndReadsWithoutSecret() {
        tester.holds(external("mesh: m, controlPlanes: [istiod]", "east", "{cluster: west}"));
        tester.holds(external("mesh: m, controlPlanes: [istiod]", "west", "{cluster: east}"));
    }

    @ParameterizedTest
    @CsvSource({"'controlPlanes: [istiod]'", "'mesh: n, controlPlanes: [istiod]'"})
    void findsAConfigClusterOutsideItsMesh(String west) {
        String yaml = external(west, "west  # CPL006", "{cluster: east}");

        Finding finding = tester.finding(yaml.replace("[istiod]}\ncontrol", "[istiod]}  # CPL006\ncontrol"));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/configCluster", "/clusters/2/mesh");
        assertThat(finding.facts())
                .containsEntry("controlPlane", "istiod")
                .containsEntry("cluster", "west")
                .containsEntry("fault", "which is not part of its mesh m");
    }

    @ParameterizedTest
    @CsvSource({"''", "', controlPlanes: []'", "', controlPlanes: [other]'"})
    void findsAConfigClusterThatItDoesNotServe(String served) {
        String yaml = external("mesh: m" + served, "west  # CPL006", "{cluster: east}")
                + "  - {name: other, cluster: east, mesh: m}\n";

        Finding finding = tester.finding(yaml.replaceFirst("(name: west.*)", "$1  # CPL006"));

        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/clusters/2/controlPlanes", "/controlPlanes/0/configCluster");
        assertThat(finding.facts()).containsEntry("fault", "which it does not serve");
    }

    @Test
    void servesItsConfigClusterIfItIsNotTheFirstToDoSo() {
        tester.holds(external("mesh: m, controlPlanes: [other, istiod]", "west", "{cluster: east}")
                + "  - {name: other, cluster: hub, mesh: m, configCluster: west, remoteSecrets: []}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'{cluster: west}', 'istiod already knows a cluster of that name, and ignores the secret'",
        "'{cluster: west, clusterName: west-1}', 'its endpoints are registered a second time, under another name'",
        "'{cluster: west, clusterName: west}, {cluster: west, clusterName: east}',"
                + " 'its endpoints are registered a second time, under another name'"
    })
    void findsARemoteSecretForTheConfigCluster(String secrets, String consequence) {
        Finding finding = tester.finding(
                external("mesh: m, controlPlanes: [istiod]", "west", secrets + "]  # CPL006\n    zones: ["));

        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/controlPlanes/0/remoteSecrets/0");
        assertThat(finding.subjects()).hasSize(secrets.split("}").length);
        assertThat(finding.facts())
                .containsEntry("fault", "for which it also holds a remote secret")
                .containsEntry("consequence", consequence);
    }

    @Test
    void eachFaultOfAConfigClusterIsAFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}  # CPL006
                  - {name: east, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - name: istiod
                    cluster: hub
                    mesh: m
                    configCluster: hub  # CPL006
                    remoteSecrets:
                      - {cluster: east}
                      - {cluster: hub}  # CPL006
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("fault"))
                .containsExactlyInAnyOrder(
                        "which is not part of its mesh m",
                        "which it does not serve",
                        "for which it also holds a remote secret");
    }

    @Test
    void eachControlPlaneIsJudgedByItsOwnMesh() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: hub}
                  - {name: east, mesh: m, controlPlanes: [one, two]}  # CPL006
                  - {name: west, mesh: n, controlPlanes: [two, one]}  # CPL006
                controlPlanes:
                  - {name: one, cluster: hub, mesh: m, configCluster: west, remoteSecrets: []}  # CPL006
                  - {name: two, cluster: hub, mesh: n, configCluster: east, remoteSecrets: []}  # CPL006
                """;

        assertThat(tester.check(yaml)).hasSize(2);
        tester.holds(yaml.replaceAll(" *# CPL006", "")
                .replace("mesh: m, configCluster: west", "mesh: m, configCluster: east")
                .replace("mesh: n, configCluster: east", "mesh: n, configCluster: west"));
    }

    @Test
    void judgesAControlPlaneThatOnlyClaimsToBeExternal() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - name: istiod
                    cluster: east
                    configCluster: west
                    remoteSecrets: [%s]
                """;

        tester.holds(yaml.formatted("{cluster: east}"));
        tester.finding(yaml.formatted("{cluster: west}]  # CPL006\n    zones: ["));
    }

    @Test
    void judgesAManagedControlPlane() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [vendor]}
                controlPlanes:
                  - name: vendor
                    configCluster: east
                    remoteSecrets: [%s]
                """;

        tester.holds(yaml.formatted(""));
        tester.finding(yaml.formatted("{cluster: east}]  # CPL006\n    zones: ["));
    }

    @Test
    void needsTheConfigClusterAndTheSecretsOfAnExternalControlPlane() {
        String yaml = external("mesh: m, controlPlanes: [istiod]", "west", "{cluster: east}");

        assertThat(tester.needs(yaml.replace("    configCluster: west\n", "")))
                .containsExactly("/controlPlanes/0/configCluster");
        assertThat(tester.needs(yaml.replace("    remoteSecrets: [{cluster: east}]\n", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void findsWhatIsWrongWhateverTheSecretsAre() {
        String yaml = external("mesh: m, controlPlanes: []", "west  # CPL006", "")
                .replace("    remoteSecrets: []\n", "")
                .replaceFirst("(name: west.*)", "$1  # CPL006");

        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.check(yaml)).hasSize(1);
    }

    @Test
    void theConfigClusterOfAControlPlaneThatServesNobodyDoesNotMatter() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub}, {name: east, mesh: m}]
                controlPlanes: [{name: istiod, cluster: east}, {name: unused, cluster: hub, mesh: m}]
                """);
    }

    @Test
    void anOrdinaryPrimaryKeepsItsConfigurationWhereItRuns() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, controlPlanes: [w]}
                  - {name: west, mesh: m}
                controlPlanes:
                  - {name: e, cluster: east, configCluster: east, remoteSecrets: [{cluster: east}]}
                  - {name: w, cluster: west}
                """);
    }
}
