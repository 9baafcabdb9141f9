package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class SelfSignedMultiPrimaryTest {

    private static final String SELF_SIGNED = ", certificateAuthority: {type: selfSigned}";

    private final RuleTester tester = RuleTester.of("IDN003");

    /** Two primaries of one mesh, with what the mesh and each cluster state. */
    private static String primaries(String mesh, String east, String west) {
        return """
                name: t
                meshes:
                  - {name: m%s}
                clusters:
                  - {name: east, mesh: m%s}
                  - {name: west, mesh: m%s}
                controlPlanes:
                  - {name: istiod-east, cluster: east}
                  - {name: istiod-west, cluster: west}
                """.formatted(mesh, east, west);
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: (m\\b|istiod).*)$", "$1  # IDN003");
    }

    @Test
    void findsPrimariesThatEachMadeARoot() {
        Finding finding = tester.finding(mark(primaries(SELF_SIGNED, "", "")));

        assertThat(finding.facts())
                .containsEntry("controlPlanes", "Control planes istiod-east and istiod-west")
                .containsEntry("mesh", "m");
    }

    @Test
    void findsRootsThatClustersState() {
        tester.finding(mark(primaries("", SELF_SIGNED, SELF_SIGNED)));
        tester.finding(mark(primaries(
                "",
                ", certificateAuthority: {type: selfSigned, root: r1}",
                ", certificateAuthority: {type: selfSigned, root: r2}")));
    }

    @Test
    void aSelfSignedRootThatIsSharedIsOneRoot() {
        tester.holds(primaries(", certificateAuthority: {type: selfSigned, root: r1}", "", ""));
    }

    @Test
    void pluggedInRootsAreNotItsBusiness() {
        tester.holds(primaries("", ", certificateAuthority: {root: r1}", ", certificateAuthority: {root: r2}"));
        tester.holds(primaries(", certificateAuthority: {type: pluggedIn}", "", ""));
    }

    @Test
    void oneSelfSignedRootBesideAPluggedInOneIsNotSeveral() {
        tester.holds(primaries(SELF_SIGNED, "", ", certificateAuthority: {root: r1, type: pluggedIn}"));
    }

    @Test
    void aSinglePrimaryMaySignForAllItsRemotes() {
        String yaml = primaries(SELF_SIGNED, "", ", controlPlanes: [istiod-east]");

        tester.holds(yaml.replace("  - {name: istiod-west, cluster: west}\n", ""));
        tester.holds(yaml);
    }

    @Test
    void revisionsSideBySideShareARoot() {
        String yaml = primaries(SELF_SIGNED, "", ", controlPlanes: [canary]")
                .replace("istiod-west, cluster: west", "canary, cluster: east, revision: canary");

        tester.holds(yaml);
        tester.finding(yaml.replace("revision: canary}", "revision: canary, istioNamespace: istio-canary}  # IDN003")
                .replace("{name: istiod-east, cluster: east}", "{name: istiod-east, cluster: east}  # IDN003")
                .replace("selfSigned}}", "selfSigned}}  # IDN003"));
    }

    @Test
    void findsManagedControlPlanesThatEachMadeARoot() {
        tester.finding("""
                name: t
                meshes:
                  - {name: m, certificateAuthority: {type: selfSigned}}  # IDN003
                clusters:
                  - {name: east, mesh: m, controlPlanes: [one]}
                  - {name: west, mesh: m, controlPlanes: [two]}
                controlPlanes:
                  - {name: one}  # IDN003
                  - {name: two}  # IDN003
                """);
    }

    @Test
    void holdsWhereTheMeshTrustsEveryOneOfThem() {
        String roots = primaries(
                ", trustBundles: [{root: r1}, {root: r2}]",
                ", certificateAuthority: {type: selfSigned, root: r1}",
                ", certificateAuthority: {type: selfSigned, root: r2}");

        tester.holds(roots);
        tester.finding(mark(roots.replace(", {root: r2}]", "]")));
    }

    @Test
    void needsToKnowTheAuthorityOfSeveralSigners() {
        assertThat(tester.needs(primaries("", "", ""))).containsExactly("/meshes/0/certificateAuthority");
        assertThat(tester.needs(primaries(SELF_SIGNED, "", ", certificateAuthority: {notAfter: 2030-01-01}")))
                .containsExactly("/clusters/1/certificateAuthority/type");
    }

    @Test
    void anUnknownAuthorityDoesNotMatterBesidePluggedInOnes() {
        tester.holds(primaries("", "", ", certificateAuthority: {root: r1}"));
    }

    @Test
    void hundredsOfPrimariesAreOneFinding() {
        StringBuilder yaml =
                new StringBuilder("name: t\nmeshes:\n  - {name: m%s}  # IDN003\nclusters:\n".formatted(SELF_SIGNED));
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m}%n".formatted(i));
        }
        yaml.append("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: i%03d, cluster: c%03d}  # IDN003%n".formatted(i, i));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("controlPlanes", "Control planes i000, i001, i002 and 297 more");
    }

    @Test
    void meshesOfOnePrimaryEachMayBothBeSelfSigned() {
        tester.holds("""
                name: t
                meshes:
                  - {name: m, certificateAuthority: {type: selfSigned}}
                  - {name: n, certificateAuthority: {type: selfSigned}}
                clusters: [{name: east, mesh: m}, {name: west, mesh: n}]
                controlPlanes: [{name: istiod-east, cluster: east}, {name: istiod-west, cluster: west}]
                """);
    }
}
