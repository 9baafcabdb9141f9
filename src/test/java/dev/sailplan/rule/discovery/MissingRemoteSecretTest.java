package dev.sailplan.rule.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class MissingRemoteSecretTest {

    private final RuleTester tester = RuleTester.of("DSC001");

    /** Three primaries, each with the given secrets. */
    private static String primaries(String east, String west, String south, String traffic) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m}
                  - {name: south, mesh: m}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: %s}
                  - {name: istiod-west, cluster: west, remoteSecrets: %s}
                  - {name: istiod-south, cluster: south, remoteSecrets: %s}
                traffic: %s
                """.formatted(east, west, south, traffic);
    }

    private static String mark(String yaml, String... starts) {
        for (String start : starts) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + start + ",.*)$", "$1  # DSC001");
        }
        return yaml;
    }

    private static String secrets(String... clusters) {
        return List.of(clusters).stream()
                .map(cluster -> "{cluster: " + cluster + "}")
                .toList()
                .toString();
    }

    @Test
    void everyControlPlaneHoldsASecretForEveryOtherCluster() {
        tester.holds(primaries(secrets("west", "south"), secrets("east", "south"), secrets("west", "east"), "[]"));
    }

    @Test
    void warnsOfAClusterWhoseEndpointsAreNotDiscovered() {
        Finding finding = tester.finding(mark(
                primaries(secrets("west"), secrets("east", "south"), secrets("east", "west"), "[]"),
                "istiod-east",
                "south"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .startsWith("No remote secret for cluster south is held by control plane istiod-east of mesh m;");
    }

    @Test
    void findsARemoteThatItsControlPlaneCannotAuthenticate() {
        Finding finding = tester.finding(remote("[]", "  # DSC001"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("clusters", "cluster west");
        tester.holds(remote("[{cluster: west}]", ""));
    }

    private static String remote(String secrets, String mark) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod]}%s
                controlPlanes:
                  - {name: istiod, cluster: east, remoteSecrets: %s}%s
                """.formatted(mark, secrets, mark);
    }

    @Test
    void servedAndUnservedClustersOfOneControlPlaneAreTwoFindings() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod-east]}  # DSC001
                  - {name: south, mesh: m}  # DSC001
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: []}  # DSC001
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
                """;

        assertThat(tester.check(yaml))
                .extracting(Finding::severity, finding -> finding.facts().get("clusters"))
                .containsExactly(tuple(Severity.ERROR, "cluster west"), tuple(Severity.WARNING, "cluster south"));
    }

    @Test
    void aSecondChoiceControlPlaneServesTheClusterToo() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: south, mesh: m}
                  - {name: west, mesh: m, controlPlanes: [istiod-east, istiod-south]}  # DSC001
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}]}  # DSC001
                """);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void trafficBlockedInBothDirectionsMakesBlueAndGreen() {
        tester.holds(primaries(
                secrets("south"),
                secrets("south"),
                secrets("east", "west"),
                "[{from: {cluster: east}, to: {cluster: west}, expect: blocked},"
                        + " {from: {cluster: west}, to: {cluster: east}, expect: blocked}]"));
    }

    @Test
    void trafficBlockedInOneDirectionExcusesThatOneOnly() {
        tester.finding(mark(
                primaries(
                        secrets("south"),
                        secrets("south"),
                        secrets("east", "west"),
                        "[{from: {cluster: east}, to: {cluster: west}, expect: blocked}]"),
                "istiod-west",
                "east"));
    }

    @Test
    void trafficThatIsAllowedOrBlockedForAServiceAloneExcusesNothing() {
        String yaml = mark(
                primaries(
                        secrets("south"),
                        secrets("east", "south"),
                        secrets("east", "west"),
                        "[{from: {cluster: east}, to: {cluster: west}},"
                                + " {from: {cluster: east}, to: {service: shop/web}, expect: blocked}]"),
                "istiod-east",
                "west");

        tester.finding(yaml + "services: [{name: web, namespace: shop, workloads: [{cluster: west}]}]\n");
    }

    @Test
    void everyClientOfAControlPlaneHasToBeBlocked() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: blue, mesh: m}
                  - {name: blue-remote, mesh: m, controlPlanes: [istiod]}
                  - {name: green, mesh: m}  # DSC001
                controlPlanes:
                  - {name: istiod, cluster: blue, remoteSecrets: [{cluster: blue-remote}]}  # DSC001
                  - {name: istiod-green, cluster: green, remoteSecrets: [{cluster: blue}, {cluster: blue-remote}]}
                traffic:
                  - {from: {cluster: blue}, to: {cluster: green}, expect: blocked}
                """;

        tester.finding(yaml);
        tester.holds(yaml.replaceAll(" *# DSC001", "")
                + "  - {from: {cluster: blue-remote}, to: {cluster: green}, expect: blocked}\n");
    }

    @Test
    void blockedTrafficDoesNotExcuseAClusterItServes() {
        String blocked = "traffic: [{from: {cluster: east}, to: {cluster: west}, expect: blocked},"
                + " {from: {cluster: west}, to: {cluster: west}, expect: blocked}]\n";

        assertThat(tester.finding(remote("[]", "  # DSC001") + blocked).severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void anExternalControlPlaneDiscoversItsConfigClusterWithoutASecret() {
        tester.holds(external("configCluster: config, remoteSecrets: [{cluster: west}]", ""));
        tester.finding(external("configCluster: config, remoteSecrets: [{cluster: config}]", "  # DSC001"));
    }

    @Test
    void needsTheConfigClusterOfAnExternalControlPlane() {
        assertThat(tester.needs(external("remoteSecrets: [{cluster: west}]", "")))
                .containsExactly("/controlPlanes/0/configCluster");
        tester.holds(external("remoteSecrets: [{cluster: west}, {cluster: config}]", ""));
    }

    @Test
    void aManagedControlPlaneIsJudgedLikeAnyOther() {
        tester.finding(external("configCluster: config, remoteSecrets: []", "  # DSC001")
                .replace("cluster: host, ", ""));
    }

    private static String external(String fields, String mark) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: host}
                  - {name: config, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [istiod]}%s
                controlPlanes:
                  - {name: istiod, cluster: host, mesh: m, %s}%s
                """.formatted(mark, fields, mark);
    }

    @Test
    void needsSecretsNobodyStated() {
        String yaml = primaries("[]", secrets("east", "south"), secrets("east", "west"), "[]")
                .replace(", remoteSecrets: []", "");

        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void unknownSecretsDoNotMatterWhereNoneIsRequired() {
        tester.holds(
                "name: t\nmeshes: [{name: m}]\nclusters: [{name: a, mesh: m}]\ncontrolPlanes: [{name: i, cluster: a}]");
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: blue, mesh: m}, {name: green, mesh: m}]
                controlPlanes: [{name: istiod-blue, cluster: blue}, {name: istiod-green, cluster: green}]
                traffic:
                  - {from: {cluster: blue}, to: {cluster: green}, expect: blocked}
                  - {from: {cluster: green}, to: {cluster: blue}, expect: blocked}
                """);
    }

    @Test
    void aSecretUnderAnotherNameIsNotMissing() {
        tester.holds(remote("[{cluster: west, clusterName: wset}]", ""));
        tester.holds(remote("[{cluster: west, clusterName: east}]", ""));
    }

    @Test
    void aSecretThatIsIgnoredBecauseAnotherHasItsNameIsNotMissing() {
        tester.holds(primaries(
                "[{cluster: west, clusterName: south}, {cluster: south}]",
                secrets("east", "south"),
                secrets("east", "west"),
                "[]"));
    }

    @Test
    void aSecretForAnApiServerOutOfReachIsNotMissing() {
        tester.holds(remote("[{cluster: west, server: \"https://127.0.0.1:6443\"}]", ""));
        tester.holds(remote("[{cluster: west}]", "")
                .replace("name: west, mesh: m", "name: west, mesh: m, apiServer: {reachableFrom: []}"));
    }

    @Test
    void whereNobodyExchangedAnythingEveryDirectionBetweenAFewIsNamed() {
        String yaml = mark(
                primaries("[]", "[]", "[]", "[]"),
                "istiod-east",
                "istiod-west",
                "istiod-south",
                "east",
                "west",
                "south");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("controlPlanes") + " > "
                        + finding.facts().get("clusters"))
                .containsExactly(
                        "control plane istiod-east > clusters south and west",
                        "control plane istiod-west > clusters east and south",
                        "control plane istiod-south > clusters east and west");
    }

    @Test
    void aNewClusterThatNobodyKnowsIsOneFinding() {
        Finding finding = tester.finding(mark(
                primaries(secrets("west"), secrets("east"), secrets("east", "west"), "[]"),
                "istiod-east",
                "istiod-west",
                "south"));

        assertThat(finding.facts()).containsEntry("clusters", "cluster south");
    }

    @Test
    void hundredsOfPrimariesWithoutSecretsAreOneFindingWithTheFirstHundredPlaces() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d, remoteSecrets: []}%s%n"
                    .formatted(i, i, i < 100 ? "  # DSC001" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "control planes i000, i001, i002 and 297 more");
    }

    @Test
    void clustersOfOtherMeshesAndOfNoneAreNotDiscovered() {
        tester.holds("""
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: n}, {name: outside}]
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: []}
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                """);
    }

    @Test
    void eachMeshIsACauseOfItsOwn() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: a, mesh: m}  # DSC001
                  - {name: b, mesh: m}  # DSC001
                  - {name: c, mesh: n}  # DSC001
                  - {name: d, mesh: n}  # DSC001
                controlPlanes:
                  - {name: istiod-a, cluster: a, remoteSecrets: []}  # DSC001
                  - {name: istiod-b, cluster: b, remoteSecrets: []}  # DSC001
                  - {name: istiod-c, cluster: c, remoteSecrets: []}  # DSC001
                  - {name: istiod-d, cluster: d, remoteSecrets: []}  # DSC001
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactlyInAnyOrder("m", "m", "n", "n");
    }
}
