package dev.sailplan.rule.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleSourceOfControlTest {

    private static final String MARK = "  # CPL010";

    private final RuleTester tester = RuleTester.of("CPL010");

    /** Two primaries in regions of their own, and a remote in a third. */
    private static String remote(String survive, String controlPlanes) {
        return """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m, region: r1}
                  - {name: south, mesh: m, region: r2}
                  - {name: depot, mesh: m, region: r3, controlPlanes: %s
                controlPlanes: [{name: istiod-north, cluster: north}, {name: istiod-south, cluster: south}]
                requirements: {survive: %s}
                """.formatted(controlPlanes, survive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[cluster]", "[region]", "[cluster, region]"})
    void findsARemoteThatOneFailureLeavesWithoutControl(String survive) {
        Finding finding = tester.finding(remote(survive, "[istiod-north]}" + MARK));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts()).containsEntry("clusters", "cluster depot").containsEntry("mesh", "m");
        tester.holds(remote(survive, "[istiod-north, istiod-south]}"));
    }

    @Test
    void namesTheFailuresOnce() {
        assertThat(tester.finding(remote("[region, cluster, zone]", "[istiod-south]}" + MARK))
                        .facts())
                .containsEntry("failures", "a cluster or a region");
        assertThat(tester.finding(remote("[cluster]", "[istiod-south]}" + MARK)).facts())
                .containsEntry("failures", "a cluster");
    }

    @Test
    void twoControlPlanesInOneOtherRegionFailWithIt() {
        String yaml = remote("[region]", "[istiod-north, istiod-south]}");

        tester.finding(yaml.replace("region: r2", "region: r1").replace("istiod-south]}", "istiod-south]}" + MARK));
        tester.holds(yaml);
        tester.holds(yaml.replace("region: r2", "region: r1").replace("survive: [region]", "survive: [cluster]"));
    }

    @Test
    void aClusterThatIsLostWithItsControlPlaneNeedsNoOther() {
        tester.holds(remote("[region]", "[istiod-north]}").replace("region: r3", "region: r1"));
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: north, mesh: m}, {name: south, mesh: m}]
                controlPlanes: [{name: istiod-north, cluster: north}, {name: istiod-south, cluster: south}]
                requirements: {survive: [cluster, region]}
                """);
    }

    @Test
    void theLossOfAControlPlaneConcernsPrimariesToo() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m, controlPlanes: %s}%s
                  - {name: south, mesh: m, controlPlanes: %s}%s
                controlPlanes: [{name: istiod-north, cluster: north}, {name: istiod-south, cluster: south}]
                requirements: {survive: [controlPlane]}
                """;

        assertThat(tester.finding(yaml.formatted("[istiod-north]", MARK, "[istiod-south]", MARK))
                        .facts())
                .containsEntry("clusters", "clusters north and south")
                .containsEntry("failures", "a control plane");
        tester.holds(yaml.formatted("[istiod-north, istiod-south]", "", "[istiod-south, istiod-north]", ""));
    }

    @Test
    void twoRevisionsInOneClusterAreOneSource() {
        tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: north, mesh: m}  # CPL010
                controlPlanes: [{name: stable, cluster: north}, {name: canary, cluster: north, revision: canary}]
                requirements: {survive: [controlPlane]}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[zone, network, gateway, apiServer]"})
    void otherFailuresAskForNothing(String survive) {
        tester.holds(remote(survive, "[istiod-north]}"));
    }

    @Test
    void anAvailabilityAloneAsksForNothing() {
        tester.holds(remote("[]", "[istiod-north]}").replace("survive: []", "availability: 99.99"));
    }

    @Test
    void aVendorsControlPlaneIsNotASingleSource() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: north, mesh: m, controlPlanes: [managed]}]
                controlPlanes: [{name: managed, configCluster: north}]
                requirements: {survive: [controlPlane, cluster, region]}
                """);
    }

    @Test
    void clustersThatNobodyServesOrThatAreInNoMeshAreNotJudged() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: north, mesh: m, controlPlanes: []}, {name: outside}]
                requirements: {survive: [controlPlane, cluster, region]}
                """);
    }

    @Test
    void anExternalControlPlaneIsOneSource() {
        String yaml = """
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: hub}
                  - {name: other-hub}
                  - {name: config, mesh: m, controlPlanes: %1$s}%2$s
                  - {name: west, mesh: m, controlPlanes: %1$s}%2$s
                controlPlanes:
                  - {name: i, cluster: hub, mesh: m, configCluster: config}
                  - {name: j, cluster: other-hub, mesh: m, configCluster: config}
                requirements: {survive: [cluster]}
                """;

        tester.finding(yaml.formatted("[i]", MARK));
        tester.holds(yaml.formatted("[j, i]", ""));
    }

    @Test
    void everyMeshIsOneFinding() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters:
                  - {name: a, mesh: m}  # CPL010
                  - {name: b, mesh: m}  # CPL010
                  - {name: c, mesh: n}  # CPL010
                controlPlanes: [{name: i, cluster: a}, {name: j, cluster: b}, {name: k, cluster: c}]
                requirements: {survive: [controlPlane]}
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactlyInAnyOrder("m", "n");
    }

    @Test
    void needsRegionsWhereTheyDecide() {
        String yaml = remote("[region]", "[istiod-north]}");

        assertThat(tester.needs(yaml.replace(", region: r1", ""))).containsExactly("/clusters/0/region");
        assertThat(tester.needs(yaml.replace(", region: r3", ""))).containsExactly("/clusters/2/region");
        assertThat(tester.needs(yaml.replaceAll(", region: r[13]", "")))
                .containsExactly("/clusters/0/region", "/clusters/2/region");
        tester.holds(yaml.replace(", region: r2", "").replace("region: r3", "region: r1"));
    }

    @Test
    void oneRegionThatIsNotStatedCanSettleItWhereOthersDiffer() {
        String yaml = remote("[region]", "[istiod-north, istiod-south]}");

        assertThat(tester.needs(yaml.replace(", region: r1", ""))).containsExactly("/clusters/0/region");
        tester.holds(yaml.replace(", region: r1", "").replace("region: r3", "region: r2"));
        tester.holds(yaml.replace(", region: r3", ""));
    }

    @Test
    void regionsDoNotMatterToWhatIsCertainWithoutThem() {
        String yaml = remote("[region, cluster]", "[istiod-north]}" + MARK).replaceAll(", region: r[123]", "");

        assertThat(tester.needs(yaml)).isEmpty();
    }

    @Test
    void hundredsOfRemotesAreOneFindingWithTheFirstHundredPlaces() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters:\n  - {name: a, mesh: m}\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m, controlPlanes: [i]}%s%n".formatted(i, i < 100 ? MARK : ""));
        }
        yaml.append("controlPlanes: [{name: i, cluster: a}]\nrequirements: {survive: [cluster]}\n");

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("clusters", "clusters c000, c001, c002 and 297 more");
    }
}
