package dev.sailplan.rule.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralMeshesInAClusterTest {

    private final RuleTester tester = RuleTester.of("MSH004");

    /** The hub is part of mesh tools, runs its service, and hosts the control plane of mesh shop. */
    private static final String HOSTED = """
            name: t
            meshes: [{name: tools}, {name: shop}]
            clusters:
              - {name: hub, mesh: tools}  # MSH004
              - {name: north, mesh: shop, controlPlanes: [istiod-shop]}
            controlPlanes:
              - {name: istiod-tools, cluster: hub}
              - {name: istiod-shop, cluster: hub, mesh: shop}  # MSH004
            services:
              - {name: logs, namespace: ops, mesh: tools, workloads: [{cluster: hub}]}
            """;

    private static String unmarked(String yaml) {
        return yaml.replace("  # MSH004", "");
    }

    @Test
    void findsAClusterWithWorkloadsThatHostsTheControlPlaneOfAnotherMesh() {
        Finding finding = tester.finding(HOSTED);

        assertThat(finding.facts())
                .containsEntry("cluster", "hub")
                .containsEntry("mesh", "tools")
                .containsEntry("controlPlanes", "control plane istiod-shop")
                .containsEntry("guests", "mesh shop");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/controlPlanes/1/cluster");
    }

    @Test
    void severalGuestsOfOneClusterAreOneFinding() {
        Finding finding = tester.finding(HOSTED.replace("{name: shop}]", "{name: shop}, {name: bank}]")
                .replace("services:", "  - {name: istiod-bank, cluster: hub, mesh: bank}  # MSH004\nservices:"));

        assertThat(finding.facts())
                .containsEntry("controlPlanes", "control planes istiod-bank and istiod-shop")
                .containsEntry("guests", "meshes bank and shop");
    }

    @Test
    void theyOverwriteEachOtherWhereBothWatchTheCluster() {
        String watching = "istio-ca-root-cert";

        assertThat(tester.finding(HOSTED).facts().get("consequence")).contains(watching);
        assertThat(tester.finding(HOSTED.replace("mesh: shop}  #", "mesh: shop, configCluster: hub}  #"))
                        .facts()
                        .get("consequence"))
                .contains(watching);
        assertThat(tester.finding(HOSTED.replace(
                                "mesh: shop}  #",
                                "mesh: shop, configCluster: north, remoteSecrets: [{cluster: hub}]}  #"))
                        .facts()
                        .get("consequence"))
                .contains(watching);
    }

    @Test
    void anExternalControlPlaneThatStaysOutOfTheClusterOnlySharesItsFate() {
        String external = HOSTED.replace("mesh: shop}  #", "mesh: shop, configCluster: north, remoteSecrets: []}  #");

        assertThat(tester.finding(external).facts().get("consequence")).doesNotContain("istio-ca-root-cert");
    }

    @ParameterizedTest
    @ValueSource(strings = {", dataPlane: ambient", ", controlPlanes: [istiod-tools, istiod-shop]"})
    void neitherTheDataPlaneNorWhoServesTheClusterMatters(String hub) {
        tester.finding(HOSTED.replace("{name: hub, mesh: tools}", "{name: hub, mesh: tools" + hub + "}"));
    }

    @Test
    void findsWorkloadsOfWhicheverMesh() {
        tester.finding(HOSTED.replace("mesh: tools, workloads", "mesh: shop, workloads"));
    }

    @Test
    void holdsWhereTheClusterHasNoWorkloads() {
        tester.holds(unmarked(HOSTED.replace("workloads: [{cluster: hub}]", "workloads: []")));
        tester.holds(unmarked(HOSTED.replaceAll("(?s)services:.*", "")));
    }

    @Test
    void holdsWhereTheHostIsPartOfNoMesh() {
        tester.holds(unmarked(HOSTED.replace("{name: hub, mesh: tools}", "{name: hub}")
                .replace("{name: istiod-tools, cluster: hub}", "{name: istiod-tools, mesh: tools}")));
    }

    @Test
    void holdsWhereEveryControlPlaneInTheClusterIsOfItsMesh() {
        tester.holds(unmarked(HOSTED.replace("cluster: hub, mesh: shop}", "cluster: north}")));
        tester.holds(unmarked(HOSTED.replace("cluster: hub, mesh: shop}", "mesh: shop}")));
        tester.holds(unmarked(HOSTED.replace("cluster: hub, mesh: shop}", "cluster: hub, revision: canary}")));
    }

    @Test
    void needsToKnowWhereTheServicesOfItsMeshRun() {
        String unknown = unmarked(HOSTED.replace(", workloads: [{cluster: hub}]", ""));

        assertThat(tester.needs(unknown)).containsExactly("/services/0/workloads");
        tester.holds(unknown.replace("cluster: hub, mesh: shop}", "cluster: north}"));
        tester.holds(unknown.replace("namespace: ops, mesh: tools", "namespace: ops, mesh: shop"));
    }

    @Test
    void anUnknownServiceDoesNotMatterBesideOneThatRunsThere() {
        assertThat(tester.needs(HOSTED + "  - {name: alerts, namespace: ops, mesh: tools}\n"))
                .isEmpty();
    }

    @Test
    void hundredsOfMeshesHostedInOneClusterAreOneFinding() {
        StringBuilder meshes = new StringBuilder();
        StringBuilder controlPlanes = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            meshes.append(", {name: m%03d}".formatted(i));
            String mark = i < 100 ? "  # MSH004" : "";
            controlPlanes.append("  - {name: i%03d, cluster: hub, mesh: m%03d}%s%n".formatted(i, i, mark));
        }
        String yaml = HOSTED.replace(", {name: shop}]", ", {name: shop}" + meshes + "]")
                .replace("mesh: shop}  # MSH004", "mesh: shop}")
                .replace("services:", controlPlanes + "services:");

        assertThat(tester.finding(yaml).facts()).containsEntry("guests", "meshes m000, m001, m002 and 298 more");
    }
}
