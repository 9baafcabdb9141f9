package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSecretNameTest {

    private final RuleTester tester = RuleTester.of("DSC002");

    /** Primaries in east and south and a remote, west, of istiod-east, which holds the given secrets. */
    private static String with(String secrets) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: south, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod-east]}
                controlPlanes:
                  - name: istiod-east
                    cluster: east
                    remoteSecrets:
                %s
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
                """.formatted(secrets.indent(6).stripTrailing());
    }

    private String consequence(String secrets) {
        Finding finding = tester.finding(with(secrets));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        return String.valueOf(finding.facts().get("consequence"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", clusterName: west"})
    void aSecretIsCalledLikeItsCluster(String name) {
        tester.holds(with("- {cluster: south}\n- {cluster: west" + name + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wset", "West", "Kubernetes", "west.example"})
    void findsAnotherNameForAClusterItServes(String name) {
        String secrets = "- {cluster: south}\n- {cluster: west, clusterName: " + name + "}  # DSC002";

        assertThat(consequence(secrets)).startsWith("workloads there are rejected");
    }

    @Test
    void findsAnotherNameForAClusterThatIsServedElsewhere() {
        Finding finding = tester.finding(with("- {cluster: south, clusterName: soouth}  # DSC002\n- {cluster: west}"));

        assertThat(finding.facts())
                .containsEntry("cluster", "south")
                .containsEntry("clusterName", "soouth")
                .containsEntry("controlPlanes", "control plane istiod-east")
                .hasEntrySatisfying("consequence", text -> assertThat(text).startsWith("its endpoints are registered"));
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/remoteSecrets/0/clusterName");
    }

    @Test
    void aSecondSecretWithTheRightNameLeavesTheFirstWrong() {
        assertThat(consequence("- {cluster: west, clusterName: wset}  # DSC002\n- {cluster: west}"))
                .startsWith("it is discovered by the secret with its own name");
        assertThat(consequence("- {cluster: west}\n- {cluster: west, clusterName: wset}  # DSC002"))
                .startsWith("it is discovered by the secret with its own name");
    }

    @Test
    void aNameThatAnEarlierSecretTookIsIgnored() {
        assertThat(consequence("- {cluster: south}\n- {cluster: west, clusterName: south}  # DSC002"))
                .startsWith("that name is taken");
    }

    @Test
    void theSecretWhoseNameIsTakenByAnEarlierOneIsPartOfTheFinding() {
        assertThat(consequence("- {cluster: west, clusterName: south}  # DSC002\n- {cluster: south}  # DSC002"))
                .startsWith("workloads there are rejected")
                .endsWith("and the secret for cluster south is ignored");
    }

    @Test
    void theNameOfTheControlPlanesOwnClusterIsTakenToo() {
        assertThat(consequence("- {cluster: south}\n- {cluster: west, clusterName: east}  # DSC002"))
                .startsWith("that name is taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", clusterName: east", ", clusterName: other"})
    void aSecretForTheControlPlanesOwnClusterIsAnotherMatter(String name) {
        tester.holds(with("- {cluster: east" + name + "}"));
    }

    @Test
    void aClusterOutsideTheMeshHasANameToo() {
        String yaml = with("- {cluster: other, clusterName: another}  # DSC002")
                .replace("clusters:\n", "clusters:\n  - {name: other}\n");

        assertThat(tester.finding(yaml).facts()).containsEntry("cluster", "other");
    }

    private static String external(String controlPlane) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: config, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [istiod]}
                controlPlanes:
                  - {name: istiod, mesh: m, %s}
                """.formatted(controlPlane);
    }

    @Test
    void externalAndManagedControlPlanesAreJudgedLikeAnyOther() {
        String secrets = "configCluster: config, remoteSecrets: [{cluster: west, clusterName: west-1}]";

        tester.finding(external("cluster: host, " + secrets).replaceFirst("1}]}", "$0  # DSC002"));
        tester.finding(external(secrets).replaceFirst("1}]}", "$0  # DSC002"));
        tester.holds(external("cluster: host, configCluster: config, remoteSecrets: [{cluster: west}]"));
    }

    @Test
    void needsSecretsNobodyStated() {
        assertThat(tester.needs(with("").replace("    remoteSecrets:\n", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(external("cluster: host"))).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void needsSecretsNobodyStatedAlsoWhereOnlyOtherMeshesHaveClusters() {
        assertThat(tester.needs("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: n}]
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b, remoteSecrets: []}]
                """)).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void aControlPlaneWithNothingToDiscoverNeedsNoSecrets() {
        tester.holds(
                "name: t\nmeshes: [{name: m}]\nclusters: [{name: a, mesh: m}]\ncontrolPlanes: [{name: i, cluster: a}]");
        tester.holds(with("[]").replace("remoteSecrets: [{cluster: east}, {cluster: west}]", "remoteSecrets: []"));
    }

    @Test
    void hundredsOfControlPlanesWithOneWrongNameAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n  - {name: new, mesh: m}\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d, remoteSecrets: [{cluster: new, clusterName: neu}]}%s%n"
                    .formatted(i, i, i < 100 ? "  # DSC002" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "control planes i000, i001, i002 and 297 more");
    }

    @Test
    void differentWrongNamesAreCausesOfTheirOwn() {
        String yaml = with("- {cluster: south, clusterName: s}  # DSC002\n- {cluster: west, clusterName: w}  # DSC002")
                .replace("{cluster: east}, {cluster: west}]}", "{cluster: west, clusterName: v}]}  # DSC002");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("clusterName"))
                .containsExactlyInAnyOrder("s", "w", "v");
    }
}
