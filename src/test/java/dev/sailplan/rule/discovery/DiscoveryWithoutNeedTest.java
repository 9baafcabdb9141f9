package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryWithoutNeedTest {

    private static final String MARK = "  # DSC006";

    private final RuleTester tester = RuleTester.of("DSC006");

    /** Two meshes of one cluster each; the control plane of the first holds these secrets. */
    private static String meshes(String federation, String secrets) {
        return """
                name: t
                meshes: [{name: m}, {name: n%s}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: n}, {name: outside}]
                controlPlanes:
                  - {name: j, cluster: west, remoteSecrets: []}
                  - {name: i, cluster: east, remoteSecrets: %s
                """.formatted(federation, secrets);
    }

    /** A primary with a remote, and another primary; the first holds a secret for both. */
    private static String blocked(String mark, String... entries) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: blue, mesh: m}
                  - {name: remote, mesh: m, controlPlanes: [i]}
                  - {name: green, mesh: m}
                controlPlanes:
                  - name: i
                    cluster: blue
                    remoteSecrets:
                      - {cluster: remote}
                      - {cluster: green}%s
                  - {name: j, cluster: green, remoteSecrets: []}
                traffic:
                  - %s
                """.formatted(mark, String.join("\n  - ", entries));
    }

    private static String block(String from, String to) {
        return "{from: {cluster: %s}, to: {cluster: %s}, expect: blocked}".formatted(from, to);
    }

    @Test
    void findsASecretForAMeshThatIsNotFederated() {
        Finding finding = tester.finding(meshes("", "[{cluster: west}]}" + MARK));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.message())
                .startsWith(
                        "A remote secret lets control plane i of mesh m read cluster west of mesh n; the meshes are not"
                                + " federated, and ");
    }

    @Test
    void whoeverDeclaresTheFederationDeclaresItForBoth() {
        tester.holds(meshes(", federatesWith: [{mesh: m}]", "[{cluster: west}]}"));
        tester.holds(meshes("", "[{cluster: west}]}")
                .replace("{name: m}", "{name: m, federatesWith: [{mesh: n, exports: []}]}"));
    }

    @Test
    void aFederationWithAThirdMeshExcusesNothing() {
        String yaml = meshes(", federatesWith: [{mesh: o}]", "[{cluster: west}]}" + MARK);

        tester.finding(yaml.replace("{name: m}, ", "{name: m, federatesWith: [{mesh: o}]}, {name: o}, "));
    }

    @Test
    void clustersInNoMeshMayBeRead() {
        tester.holds(meshes("", "[{cluster: outside}]}"));
    }

    @Test
    void clustersThatItServesHaveToBeRead() {
        tester.holds(meshes("", "[{cluster: west}]}").replace("mesh: n}", "mesh: n, controlPlanes: [i]}"));
    }

    @Test
    void secretsThatAreIgnoredGiveNothing() {
        tester.holds(meshes("", "[{cluster: outside}, {cluster: west, clusterName: outside}]}"));
        tester.holds(meshes("", "[{cluster: west, clusterName: east}]}"));
        tester.finding(meshes("", "[{cluster: west, clusterName: other}]}" + MARK));
    }

    @Test
    void anExternalControlPlaneReadsItsConfigClusterWithoutASecret() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: hub, mesh: n}, {name: config, mesh: m, controlPlanes: [i]}]
                controlPlanes:
                  - {name: i, cluster: hub, mesh: m, configCluster: config, remoteSecrets: []}
                """);
    }

    @Test
    void findsClustersFromWhichAllItsClientsAreBlocked() {
        Finding finding = tester.finding(blocked(MARK, block("blue", "green"), block("remote", "green")));

        assertThat(finding.message())
                .startsWith(
                        "A remote secret lets control plane i of mesh m read cluster green; its clients are declared"
                                + " blocked from there, and ");
    }

    @Test
    void everyOneOfItsClientsHasToBeBlocked() {
        tester.holds(blocked("", block("blue", "green")));
        tester.holds(blocked("", block("remote", "green")));
        tester.holds(blocked("", block("green", "blue"), block("green", "remote")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{cluster: green}}",
                "{service: shop/web}, expect: blocked}",
                "{namespace: shop}, expect: blocked}"
            })
    void onlyWholeClustersThatAreBlockedCount(String to) {
        String services = "services: [{name: web, namespace: shop, workloads: [{cluster: green}]}]\n";

        tester.holds(
                blocked("", "{from: {cluster: blue}, to: " + to, "{from: {cluster: remote}, to: " + to) + services);
    }

    @Test
    void blockedTrafficToAClusterThatItServesIsNoReasonNotToReadIt() {
        tester.holds(blocked("", block("blue", "remote"), block("remote", "remote")));
    }

    @Test
    void aFederatedMeshIsNotReadWhereTrafficIsBlocked() {
        String yaml = meshes(", federatesWith: [{mesh: m}]", "[{cluster: west}]}" + MARK);

        tester.finding(yaml + "traffic: [" + block("east", "west") + "]\n");
    }

    @Test
    void hundredsOfSecretsForAnotherMeshAreOneFindingWithTheFirstHundredPlaces() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}, {name: n}]\nclusters:\n");
        for (int i = 0; i < 150; i++) {
            yaml.append("  - {name: a%1$03d, mesh: m}%n  - {name: b%1$03d, mesh: n}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 150; i++) {
            yaml.append(
                    "  - {name: i%1$03d, cluster: a%1$03d, remoteSecrets: [{cluster: b000}, {cluster: b%2$03d}]}%3$s%n"
                            .formatted(i, 1 + i % 149, i < 50 ? MARK : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "control planes i000, i001, i002 and 147 more")
                .containsEntry("target", "clusters b000, b001, b002 and 147 more of mesh n");
    }

    @Test
    void eachMeshThatIsReadIsACauseOfItsOwn() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}, {name: o}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: n}, {name: c, mesh: o}]
                controlPlanes:
                  - {name: i, cluster: a, remoteSecrets: [{cluster: b}, {cluster: c}]}  # DSC006
                  - {name: j, cluster: b, remoteSecrets: [{cluster: a}]}  # DSC006
                  - {name: k, cluster: c, remoteSecrets: []}
                """;

        assertThat(tester.check(yaml))
                .extracting(finding ->
                        finding.facts().get("mesh") + " > " + finding.facts().get("target"))
                .containsExactlyInAnyOrder(
                        "m > cluster b of mesh n", "m > cluster c of mesh o", "n > cluster a of mesh m");
    }

    @Test
    void needsTheConfigClusterWhereTheSecretCouldBeForThat() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: config, mesh: m, controlPlanes: [i]}, {name: west, mesh: n}]
                controlPlanes:
                  - {name: i, mesh: m, %sremoteSecrets: [{cluster: west}]}%s
                """;

        assertThat(tester.needs(yaml.formatted("", ""))).containsExactly("/controlPlanes/0/configCluster");
        tester.finding(yaml.formatted("configCluster: config, ", MARK));
        tester.holds(yaml.formatted("configCluster: west, ", ""));
        tester.holds(yaml.formatted("configCluster: west, ", "")
                .replace("{cluster: west}", "{cluster: west, clusterName: w}"));
    }

    @Test
    void needsSecretsNobodyStatedWhereOneCouldBeWithoutNeed() {
        assertThat(tester.needs(meshes("", "[]}").replace(", remoteSecrets: []", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets", "/controlPlanes/1/remoteSecrets");
        tester.holds(meshes(", federatesWith: [{mesh: m}]", "[]}").replace(", remoteSecrets: []", ""));
    }

    @Test
    void needsSecretsNobodyStatedWhereTrafficIsBlocked() {
        String yaml = blocked("", "%s").replaceAll("(?s)    remoteSecrets:.*?(?=  - \\{name: j)", "");

        assertThat(tester.needs(yaml.formatted(block("blue", "green") + "\n  - " + block("remote", "green"))))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        tester.holds(yaml.formatted(block("blue", "green")));
    }
}
