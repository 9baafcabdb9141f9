package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class RootsDifferInMeshTest {

    private final RuleTester tester = RuleTester.of("IDN002");

    /** Two primaries of one mesh, with what the mesh and each cluster state. */
    private static String primaries(String mesh, String east, String west) {
        return """
                name: t
                meshes:
                  - {name: m%s}
                clusters:
                  - {name: east, mesh: m%s}
                  - {name: west, mesh: m%s}
                controlPlanes: [{name: istiod-east, cluster: east}, {name: istiod-west, cluster: west}]
                """.formatted(mesh, east, west);
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: (m|east|west|south)\\b.*)$", "$1  # IDN002");
    }

    private static String root(String root) {
        return ", certificateAuthority: {root: " + root + ", type: pluggedIn}";
    }

    @Test
    void findsClustersWithRootsOfTheirOwn() {
        Finding finding = tester.finding(mark(primaries(", trustBundles: []", root("r1"), root("r2"))));

        assertThat(finding.facts())
                .containsEntry("mesh", "m")
                .containsEntry("roots", "root r1 in east, root r2 in west");
    }

    @Test
    void findsAClusterWhoseRootIsNotTheMeshes() {
        Finding finding = tester.finding(mark(primaries(root("r1") + ", trustBundles: []", "", root("r2"))));

        assertThat(finding.facts()).containsEntry("roots", "root r1 in east, root r2 in west");
    }

    @Test
    void oneRootMayBeStatedByTheMeshOrByEveryCluster() {
        tester.holds(primaries(root("r1"), "", ""));
        tester.holds(primaries("", root("r1"), root("r1")));
        tester.holds(primaries(root("r1"), root("r2"), root("r2")));
    }

    @Test
    void everyRootInUseMayBeTrustedInstead() {
        tester.holds(primaries(", trustBundles: [{root: r1}, {root: r2}]", root("r1"), root("r2")));
    }

    @Test
    void findsARootThatIsTrustedByHalfOfTheMeshOnly() {
        tester.finding(mark(primaries(root("r1") + ", trustBundles: [{root: r2}]", "", root("r2"))));
    }

    @Test
    void needsBundlesNobodyStated() {
        assertThat(tester.needs(primaries("", root("r1"), root("r2")))).containsExactly("/meshes/0/trustBundles");
    }

    @Test
    void needsTheRootsOfAMeshThatNamesNone() {
        assertThat(tester.needs(primaries("", "", ""))).containsExactly("/meshes/0/certificateAuthority");
        assertThat(tester.needs(primaries(", trustBundles: []", root("r1"), "")))
                .containsExactly("/meshes/0/certificateAuthority");
    }

    @Test
    void onePluggedInOrExternalAuthorityOfTheMeshIsOneRootWhicheverItIs() {
        tester.holds(primaries(", certificateAuthority: {type: pluggedIn}", "", ""));
        tester.holds(primaries(", certificateAuthority: {type: external}", "", ""));
    }

    @Test
    void needsRootsOfClustersThatNameOnlyAType() {
        String pluggedIn = ", certificateAuthority: {type: pluggedIn}";

        assertThat(tester.needs(primaries("", pluggedIn, pluggedIn)))
                .containsExactly("/clusters/0/certificateAuthority/root", "/clusters/1/certificateAuthority/root");
    }

    @Test
    void anUnknownRootDoesNotHideTwoThatDiffer() {
        String yaml = primaries(", trustBundles: []", root("r1"), root("r2"))
                .replace("controlPlanes: [", "  - {name: south, mesh: m}\ncontrolPlanes: [{name: i, cluster: south}, ");

        assertThat(tester.finding(mark(yaml)).facts())
                .containsEntry("roots", "an unknown root in south, root r1 in east, root r2 in west");
        assertThat(tester.needs(yaml.replace("[]", "[{root: r1}, {root: r2}]")))
                .containsExactly("/meshes/0/certificateAuthority");
    }

    @Test
    void oneControlPlaneSignsForAllItServes() {
        String yaml = primaries(", trustBundles: []", root("r1"), root("r2"))
                .replace("{name: west, mesh: m", "{name: west, mesh: m, controlPlanes: [istiod-east]");

        tester.holds(yaml);
    }

    @Test
    void theFirstControlPlaneOfAClusterSigns() {
        String served = "{name: west, mesh: m, controlPlanes: [istiod-%s, istiod-%s]";
        String yaml = primaries(", trustBundles: []", root("r1"), root("r2"));

        tester.holds(yaml.replace("{name: west, mesh: m", served.formatted("east", "west")));
        tester.finding(mark(yaml.replace("{name: west, mesh: m", served.formatted("west", "east"))));
    }

    @Test
    void anExternalControlPlaneSignsWithWhatIsInstalledInItsHost() {
        String yaml = """
                name: t
                meshes:
                  - {name: m, certificateAuthority: {root: r1}, trustBundles: []}
                clusters:
                  - {name: host, certificateAuthority: {root: r2}}
                  - {name: east, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [%s]}
                controlPlanes: [{name: istiod, cluster: host}, {name: managed}]
                """;

        tester.holds(yaml.formatted("istiod"));
        tester.finding(mark(yaml.formatted("managed")));
    }

    @Test
    void isSilentWhereSeveralControlPlanesMadeRootsOfTheirOwn() {
        String selfSigned = ", certificateAuthority: {type: selfSigned}, trustBundles: []";

        tester.holds(primaries(selfSigned, "", ""));
        assertThat(RuleTester.of("IDN003").findings(primaries(selfSigned, "", "")))
                .hasSize(1);
    }

    @Test
    void findsASingleSelfSignedRootBesideAPluggedInOne() {
        Finding finding = tester.finding(
                mark(primaries(", trustBundles: []", root("r1"), ", certificateAuthority: {type: selfSigned}")));

        assertThat(finding.facts())
                .containsEntry("roots", "a self-signed root of west/istio-system in west, root r1 in east");
    }

    @Test
    void hundredsOfClustersOverTwoRootsAreOneFinding() {
        StringBuilder yaml =
                new StringBuilder("name: t\nmeshes:\n  - {name: m, trustBundles: []}  # IDN002\nclusters:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m%s}  # IDN002%n".formatted(i, root("r" + i % 2)));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d}%n".formatted(i, i));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry(
                        "roots", "root r0 in c000, c002, c004 and 147 more, root r1 in c001, c003, c005 and 147 more");
    }

    @Test
    void meshesMayHaveDifferentRoots() {
        tester.holds("""
                name: t
                meshes: [{name: m, certificateAuthority: {root: r1}}, {name: n, certificateAuthority: {root: r2}}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: n}]
                controlPlanes: [{name: istiod-east, cluster: east}, {name: istiod-west, cluster: west}]
                """);
    }
}
