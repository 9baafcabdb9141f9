package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLifetimeTest {

    private static final String MARK = "  # DSC005";

    private final RuleTester tester = RuleTester.of("DSC005");

    /** A primary with one secret for another, judged on the 20th of November 2026. */
    private static String secret(String fields) {
        return """
                name: t
                asOf: 2026-11-20
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m}]
                controlPlanes:
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                  - name: istiod-east
                    cluster: east
                    remoteSecrets:
                      - {cluster: west, %s
                """.formatted(fields);
    }

    @Test
    void findsATokenThatExpiredYesterday() {
        Finding finding = tester.finding(secret("auth: token, expires: 2026-11-19}" + MARK));

        assertThat(finding.facts())
                .containsEntry("cluster", "west")
                .containsEntry("controlPlanes", "control plane istiod-east")
                .containsEntry("defect", "was valid until 2026-11-19");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/1/remoteSecrets/0/expires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20", "2026-11-21", "2099-01-01"})
    void theLastDayIsStillADay(String day) {
        tester.holds(secret("auth: token, expires: " + day + "}"));
        tester.holds(secret("auth: clientCertificate, expires: " + day + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "clientCertificate", "oidc"})
    void whatIsStatedToHaveExpiredHasExpiredWhateverItsKind(String auth) {
        tester.finding(secret("auth: " + auth + ", expires: 2020-02-29}" + MARK));
        assertThat(tester.needs(secret("expires: 2020-02-29}" + MARK))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "authProvider"})
    void findsPluginsThatIstiodRefuses(String auth) {
        Finding finding = tester.finding(secret("auth: " + auth + "}" + MARK));

        assertThat(finding.facts()).containsEntry("defect", "is of the kind " + auth + ", which istiod refuses");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/1/remoteSecrets/0/auth");
        tester.holds(secret("auth: oidc}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "authProvider"})
    void versionsBefore113AcceptPlugins(String auth) {
        String yaml = "istioVersion: \"1.12\"\n" + secret("auth: " + auth + "}");

        tester.holds(yaml);
        tester.finding(yaml.replace("1.12", "1.13").replace(auth + "}", auth + "}" + MARK));
        tester.finding(yaml.replace("cluster: east\n", "cluster: east\n    version: \"1.13\"\n")
                .replace(auth + "}", auth + "}" + MARK));
    }

    @Test
    void anExpiredPluginThatIsRefusedIsTwoCauses() {
        assertThat(tester.check(secret("auth: exec, expires: 2026-01-01}" + MARK)))
                .hasSize(2);
    }

    @Test
    void saysThatWorkloadsAreRejectedWhereItServesTheCluster() {
        String yaml = secret("auth: exec}" + MARK);

        assertThat(tester.finding(yaml).message()).doesNotContain("rejected");
        assertThat(tester.finding(yaml.replace(
                                "{name: west, mesh: m}", "{name: west, mesh: m, controlPlanes: [istiod-east]}"))
                        .message())
                .contains("workloads there are rejected");
    }

    @Test
    void credentialsOfOneClusterThatManyHoldAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n  - {name: old, mesh: m}\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%1$03d, cluster: c%1$03d, remoteSecrets: [{cluster: old, auth: exec}]}%2$s%n"
                    .formatted(i, i < 100 ? MARK : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "control planes i000, i001, i002 and 297 more");
    }

    @Test
    void differentClustersAndDifferentDaysAreDifferentCauses() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}, {name: c, mesh: m}]
                controlPlanes:
                  - name: i
                    cluster: a
                    remoteSecrets:
                      - {cluster: b, auth: token, expires: 2026-01-01}  # DSC005
                      - {cluster: c, auth: token, expires: 2026-01-01}  # DSC005
                  - name: j
                    cluster: b
                    remoteSecrets:
                      - {cluster: c, auth: token, expires: 2026-01-02}  # DSC005
                """;

        assertThat(tester.check(yaml)).hasSize(3);
    }

    @Test
    void secretsThatAreIgnoredAndThoseForItsOwnClusterAreNotJudged() {
        tester.holds(secret("auth: token, expires: 2030-01-01}\n      - {cluster: west, auth: exec}"));
        tester.holds(secret("auth: oidc}\n      - {cluster: east, auth: exec}"));
        tester.holds(secret("auth: oidc}\n      - {cluster: east, clusterName: e, auth: exec}"));
    }

    @Test
    void needsTheEndOfCredentialsThatHaveOne() {
        String expires = "/controlPlanes/1/remoteSecrets/0/expires";

        assertThat(tester.needs(secret("auth: token}"))).containsExactly(expires);
        assertThat(tester.needs(secret("auth: clientCertificate}"))).containsExactly(expires);
    }

    @Test
    void needsTheKindOfCredentials() {
        String auth = "/controlPlanes/1/remoteSecrets/0/auth";

        assertThat(tester.needs(secret("expires: 2030-01-01}"))).containsExactly(auth);
        assertThat(tester.needs(secret("clusterName: west}")))
                .containsExactly(auth, "/controlPlanes/1/remoteSecrets/0/expires");
    }

    @Test
    void theKindDoesNotMatterWhereEveryKindIsAcceptedAndTheEndIsKnown() {
        tester.holds("istioVersion: \"1.12\"\n" + secret("expires: 2030-01-01}"));
    }

    @Test
    void needsSecretsNobodyStated() {
        assertThat(tester.needs(secret("auth: oidc}").replace(", remoteSecrets: []", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
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
    void aControlPlaneThatIsAloneNeedsNoSecrets() {
        tester.holds(
                "name: t\nmeshes: [{name: m}]\nclusters: [{name: a, mesh: m}]\ncontrolPlanes: [{name: i, cluster: a}]");
    }

    @Test
    void needsTheConfigClusterWhereTheSecretCouldBeForThat() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: config, mesh: m, controlPlanes: [i]}, {name: west, mesh: m, controlPlanes: [i]}]
                controlPlanes:
                  - {name: i, %sremoteSecrets: [{cluster: west, auth: exec}]}%s
                """;

        assertThat(tester.needs(yaml.formatted("", ""))).containsExactly("/controlPlanes/0/configCluster");
        tester.finding(yaml.formatted("configCluster: config, ", MARK));
        tester.holds(yaml.formatted("configCluster: west, ", ""));
        tester.holds(yaml.formatted("", "").replace("exec", "oidc"));
    }

    @Test
    void listsAThousandOfTheFactsThatAreMissingAtMost() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 40; i++) {
            yaml.append("  - {name: c%02d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 40; i++) {
            yaml.append("  - {name: i%1$02d, cluster: c%1$02d, remoteSecrets: [".formatted(i));
            for (int other = 0; other < 40; other++) {
                yaml.append(other == i ? "" : "{cluster: c%02d, auth: token}, ".formatted(other));
            }
            yaml.append("]}\n");
        }

        assertThat(tester.needs(yaml.toString())).hasSize(1_000);
    }
}
