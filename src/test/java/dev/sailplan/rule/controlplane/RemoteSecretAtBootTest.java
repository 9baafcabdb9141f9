package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteSecretAtBootTest {

    private static final String MARK = "  # CPL012";

    private final RuleTester tester = RuleTester.of("CPL012");

    /** A control plane with these fields in a cluster called hub, of a mesh with so many others. */
    private static String mesh(int others, String fields) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: hub, mesh: m}%s]
                controlPlanes:
                  - {name: i, cluster: hub, %s
                """.formatted(each(others, ", {name: c%d, mesh: m, controlPlanes: [i]}"), fields);
    }

    private static String secrets(int number) {
        return "remoteSecrets: [" + each(number, "{cluster: c%d}, ") + "]";
    }

    private static String each(int number, String form) {
        return IntStream.range(0, number).mapToObj(form::formatted).collect(Collectors.joining());
    }

    @Test
    void findsAStartThatWaitsWithoutLimit() {
        Finding finding = tester.finding(mesh(1, secrets(1) + ", remoteClusterTimeoutSeconds: 0, replicas: 2}" + MARK));

        assertThat(finding.facts()).containsEntry("state", "waits without limit at start for cluster c0");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/controlPlanes/0/remoteClusterTimeoutSeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remoteClusterTimeoutSeconds: 1", "remoteClusterTimeoutSeconds: 30", "replicas: 2"})
    void anyLimitWillDo(String fields) {
        tester.holds(mesh(1, secrets(1) + ", " + fields + "}"));
    }

    @Test
    void withoutSecretsThereIsNothingToWaitFor() {
        tester.holds(mesh(1, "remoteSecrets: [], remoteClusterTimeoutSeconds: 0}"));
        tester.holds(mesh(1, "remoteSecrets: [{cluster: hub}], remoteClusterTimeoutSeconds: 0}"));
    }

    @Test
    void findsOneReplicaThatReadsTenClusters() {
        Finding finding = tester.finding(mesh(10, secrets(10) + ", replicas: 1}" + MARK));

        assertThat(finding.facts()).containsEntry("state", "has 1 replica and reads clusters c0, c1, c2 and 7 more");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/controlPlanes/0/replicas");
    }

    @Test
    void nineClustersOrTwoReplicasAreFine() {
        tester.holds(mesh(9, secrets(9) + ", replicas: 1}"));
        tester.holds(mesh(10, secrets(10) + ", replicas: 2}"));
    }

    @Test
    void secretsThatAreIgnoredDoNotCount() {
        tester.holds(mesh(9, "replicas: 1, remoteSecrets: [" + each(9, "{cluster: c%d}, ") + "{cluster: hub}]}"));
        tester.holds(mesh(9, "replicas: 1, remoteSecrets: [" + each(9, "{cluster: c%d}, ") + "{cluster: c0}]}"));
    }

    @Test
    void theWaitAndTheReplicasAreTwoFindings() {
        String fields = ", remoteClusterTimeoutSeconds: 0, replicas: 1}";

        assertThat(tester.check(mesh(10, secrets(10) + fields + MARK))).hasSize(2);
    }

    @Test
    void needsSecretsNobodyStatedWhereEnoughClustersExist() {
        assertThat(tester.needs(mesh(1, "remoteClusterTimeoutSeconds: 0}")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(mesh(10, "replicas: 1}"))).containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(mesh(10, "revision: default}")))
                .containsExactly("/controlPlanes/0/remoteSecrets", "/controlPlanes/0/replicas");
        tester.holds(mesh(8, "replicas: 1}"));
        tester.holds(mesh(10, "replicas: 2}"));
    }

    @Test
    void needsSecretsNobodyStatedAlsoWhereItsMeshHasNoOtherCluster() {
        String wait = mesh(0, "remoteClusterTimeoutSeconds: 0}");
        String others = mesh(9, "replicas: 1}").replace(", mesh: m, controlPlanes: [i]}", "}");

        assertThat(tester.needs(wait)).containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(others)).containsExactly("/controlPlanes/0/remoteSecrets");
        tester.finding(
                wait.replace("Seconds: 0}", "Seconds: 0, remoteSecrets: [{cluster: hub, clusterName: old}]}" + MARK));
    }

    @Test
    void needsReplicasNobodyStated() {
        assertThat(tester.needs(mesh(10, secrets(10) + "}"))).containsExactly("/controlPlanes/0/replicas");
        tester.holds(mesh(9, secrets(9) + "}"));
    }

    @Test
    void needsTheConfigClusterWhereItCouldBeOneOfTheSecrets() {
        String external =
                mesh(11, "mesh: m, replicas: 1, " + secrets(10) + "}").replace("{name: hub, mesh: m}", "{name: hub}");

        assertThat(tester.needs(external)).containsExactly("/controlPlanes/0/configCluster");
        tester.holds(external.replace("replicas: 1", "replicas: 1, configCluster: c3"));
        tester.finding(external.replace("replicas: 1", "replicas: 1, configCluster: c10")
                .replace("]}\n", "]}" + MARK));
        tester.finding(external.replace("{cluster: c9}, ", "{cluster: c9}, {cluster: c10}")
                .replace("]}\n", "]}" + MARK));
    }

    @Test
    void theReplicasOfAVendorAreTheVendorsBusiness() {
        String managed = mesh(10, "configCluster: hub, " + secrets(10))
                .replace("cluster: hub, config", "config")
                .replace("{name: hub, mesh: m}", "{name: hub, mesh: m, controlPlanes: [i]}");

        tester.holds(managed.strip() + "}\n");
        tester.holds(managed.strip() + ", replicas: 1}\n");
        tester.finding(managed.strip() + ", remoteClusterTimeoutSeconds: 0}" + MARK);
    }

    @Test
    void everyControlPlaneIsJudgedAlone() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                controlPlanes:
                  - {name: i, cluster: a, remoteSecrets: [{cluster: b}], remoteClusterTimeoutSeconds: 0}  # CPL012
                  - {name: j, cluster: b, remoteSecrets: [{cluster: a}]}
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("controlPlane", "i");
    }

    @Test
    void hundredsOfClustersAreReadByOne() {
        assertThat(tester.finding(mesh(300, secrets(300) + ", replicas: 1}" + MARK))
                        .facts())
                .containsEntry("state", "has 1 replica and reads clusters c0, c1, c10 and 297 more");
    }
}
