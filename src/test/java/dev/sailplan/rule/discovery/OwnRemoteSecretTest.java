package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class OwnRemoteSecretTest {

    private final RuleTester tester = RuleTester.of("DSC004");

    /** Two primaries, the first with these secrets. */
    private static String primaries(String secrets) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m}]
                controlPlanes:
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                  - name: istiod-east
                    cluster: east
                    remoteSecrets:
                %s
                """.formatted(secrets.indent(6));
    }

    @Test
    void secretsForOtherClustersAreFine() {
        tester.holds(primaries("- {cluster: west}"));
    }

    @Test
    void findsASecretUnderItsOwnNameThatIstiodIgnores() {
        Finding finding = tester.finding(primaries("- {cluster: west}\n- {cluster: east}  # DSC004"));

        assertThat(finding.facts())
                .containsEntry("controlPlane", "istiod-east")
                .containsEntry("cluster", "east")
                .extractingByKey("consequence")
                .asString()
                .startsWith("istiod ignores it");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/1/remoteSecrets/1");
    }

    @Test
    void findsASecretUnderAnotherNameThatRegistersTheClusterTwice() {
        Finding finding =
                tester.finding(primaries("- {cluster: east, clusterName: eastern}  # DSC004\n- {cluster: west}"));

        assertThat(finding.facts())
                .containsEntry(
                        "consequence", "its endpoints are registered a second time, as those of a cluster eastern");
    }

    @Test
    void findsTheSecretOfAnotherClusterThatIsHidden() {
        Finding finding = tester.finding(
                primaries("- {cluster: east, clusterName: west}  # DSC004\n- {cluster: west}  # DSC004"));

        assertThat(finding.facts())
                .extractingByKey("consequence")
                .asString()
                .endsWith("a cluster west, and the secret for cluster west is ignored");
    }

    @Test
    void aSecretThatIsReadFirstIsNotHidden() {
        Finding finding =
                tester.finding(primaries("- {cluster: west}\n- {cluster: east, clusterName: west}  # DSC004"));

        assertThat(finding.facts()).extractingByKey("consequence").asString().startsWith("istiod ignores it");
    }

    @Test
    void severalSecretsForItsOwnClusterAreOneFinding() {
        tester.finding(primaries(
                "- {cluster: east}  # DSC004\n- {cluster: west}\n- {cluster: east, clusterName: e}  # DSC004"));
    }

    @Test
    void anotherClusterUnderItsOwnNameIsNotItsOwn() {
        tester.holds(primaries("- {cluster: west, clusterName: east}"));
        assertThat(RuleTester.of("DSC002").findings(primaries("- {cluster: west, clusterName: east}")))
                .hasSize(1);
    }

    @Test
    void everyControlPlaneIsAFindingOfItsOwn() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%1$03d, cluster: c%1$03d, remoteSecrets: [{cluster: c%1$03d}]}  # DSC004%n"
                    .formatted(i));
        }

        assertThat(tester.check(yaml.toString())).hasSize(300);
    }

    @Test
    void theConfigClusterOfAnExternalControlPlaneIsLeftToTheRuleOnIt() {
        tester.holds(external("cluster: hub, configCluster: config, remoteSecrets: [{cluster: config}]"));
        tester.holds(external("cluster: hub, configCluster: config, remoteSecrets: [{cluster: hub}]"));
        tester.holds(external("configCluster: config, remoteSecrets: [{cluster: config}]"));
        tester.holds(external("cluster: hub"));
    }

    @Test
    void aControlPlaneThatClaimsToBeExternalInsideItsMeshIsLeftToTheRuleOnThose() {
        String yaml = primaries("- {cluster: west}\n- {cluster: east}");

        tester.holds(yaml.replace("cluster: east\n", "cluster: east\n    configCluster: west\n"));
        tester.finding(yaml.replace("{cluster: east}\n", "{cluster: east}  # DSC004\n")
                .replace("cluster: east\n", "cluster: east\n    configCluster: east\n"));
    }

    private static String external(String fields) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub}, {name: config, mesh: m, controlPlanes: [i]}]
                controlPlanes: [{name: i, mesh: m, %s}]
                """.formatted(fields);
    }

    @Test
    void needsSecretsNobodyStated() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}%s]
                controlPlanes: [{name: i, cluster: east}]
                """;

        assertThat(tester.needs(yaml.formatted(", {name: west, mesh: m}")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(yaml.formatted(""))).containsExactly("/controlPlanes/0/remoteSecrets");
    }
}
