package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class TrustBundleNotExchangedTest {

    private static final String ROOT_1 = "certificateAuthority: {root: r1}";
    private static final String ROOT_2 = "certificateAuthority: {root: r2}";

    private final RuleTester tester = RuleTester.of("IDN001");

    /** Two federated meshes of one primary each. */
    private static String federation(String one, String two) {
        return """
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two, exports: []}], %s}
                  - {name: two, %s}
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}]
                controlPlanes: [{name: istiod-a, cluster: a}, {name: istiod-b, cluster: b}]
                """.formatted(one, two);
    }

    private static String mark(String yaml) {
        return yaml.replaceAll("(?m)^(  - \\{name: (one|two),.*)$", "$1  # IDN001");
    }

    @Test
    void findsTheDirectionInWhichTheBundleIsMissing() {
        Finding finding = tester.finding(
                mark(federation(ROOT_1 + ", trustBundles: [{mesh: two}]", ROOT_2 + ", trustBundles: []")));

        assertThat(finding.facts())
                .containsEntry("mesh", "two")
                .containsEntry("peer", "one")
                .containsEntry("root", "root r1");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/1/trustBundles");
    }

    @Test
    void findsTheOtherDirectionToo() {
        Finding finding = tester.finding(
                mark(federation(ROOT_1 + ", trustBundles: []", ROOT_2 + ", trustBundles: [{mesh: one}]")));

        assertThat(finding.facts()).containsEntry("mesh", "one").containsEntry("peer", "two");
    }

    @Test
    void bothDirectionsAreTwoFindings() {
        String yaml = mark(federation(ROOT_1 + ", trustBundles: []", ROOT_2 + ", trustBundles: []"));

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactly("one", "two");
    }

    @Test
    void aFederationDeclaredByBothSidesIsJudgedOnce() {
        String yaml = mark(federation(
                ROOT_1 + ", trustBundles: []",
                ROOT_2 + ", trustBundles: [], federatesWith: [{mesh: one, exports: []}]"));

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @Test
    void bundlesNamedByMeshOrByRootAreHeld() {
        tester.holds(federation(
                ROOT_1 + ", trustBundles: [{root: r0}, {mesh: two, root: r2}]",
                ROOT_2 + ", trustBundles: [{mesh: one}]"));
    }

    @Test
    void findsABundleOfAnotherRootOfThePeer() {
        tester.finding(mark(federation(
                ROOT_1 + ", trustBundles: [{mesh: two, root: r2-old}]", ROOT_2 + ", trustBundles: [{mesh: one}]")));
    }

    @Test
    void findsABundleOfAnotherMesh() {
        String yaml = mark(federation(
                        ROOT_1 + ", trustBundles: [{mesh: three}]", ROOT_2 + ", trustBundles: [{mesh: one}]"))
                .replace("clusters:", "  - {name: three, certificateAuthority: {root: r3}}\nclusters:");

        tester.finding(yaml);
    }

    @Test
    void needsTheRootOfAnotherMeshWhoseBundleIsHeld() {
        String yaml = federation(ROOT_1 + ", trustBundles: [{mesh: three}]", ROOT_2 + ", trustBundles: [{mesh: one}]")
                .replace("clusters:", "  - {name: three}\nclusters:");

        assertThat(tester.needs(yaml)).containsExactly("/meshes/2/certificateAuthority");
    }

    @Test
    void aCommonRootNeedsNoBundles() {
        tester.holds(federation(ROOT_1, ROOT_1));
        tester.holds(federation(ROOT_1 + ", trustBundles: []", ROOT_1 + ", trustBundles: []"));
    }

    @Test
    void needsBundlesNobodyStated() {
        assertThat(tester.needs(federation(ROOT_1, ROOT_2)))
                .containsExactly("/meshes/0/trustBundles", "/meshes/1/trustBundles");
    }

    @Test
    void needsARootThatIsNotNamed() {
        assertThat(tester.needs(federation(ROOT_1 + ", trustBundles: []", "trustBundles: []")))
                .containsExactly("/meshes/1/certificateAuthority");
        assertThat(tester.needs(federation(
                        ROOT_1 + ", trustBundles: []", "certificateAuthority: {type: external}, trustBundles: []")))
                .containsExactly("/meshes/1/certificateAuthority/root");
    }

    @Test
    void anUnknownRootDoesNotMatterWhereTheMeshesBundleIsHeld() {
        tester.holds(federation("trustBundles: [{mesh: two}]", "trustBundles: [{mesh: one}]"));
    }

    @Test
    void selfSignedRootsOfTwoMeshesDiffer() {
        String selfSigned = "certificateAuthority: {type: selfSigned}, trustBundles: []";

        assertThat(tester.check(mark(federation(selfSigned, selfSigned))))
                .extracting(finding -> finding.facts().get("root"))
                .containsExactly("a self-signed root of b/istio-system", "a self-signed root of a/istio-system");
    }

    @Test
    void findsTheOneOfSeveralRootsOfAPeerThatIsUnknown() {
        Finding finding = tester.finding(mark(federation(
                        ROOT_1 + ", trustBundles: [{mesh: two, root: r2}]", ROOT_2 + ", trustBundles: [{mesh: one}]"))
                .replace(
                        "{name: b, mesh: two}",
                        "{name: b, mesh: two}, {name: c, mesh: two, certificateAuthority: {root: r3}}")
                .replace("{name: istiod-b", "{name: istiod-c, cluster: c}, {name: istiod-b"));

        assertThat(finding.facts()).containsEntry("root", "root r3");
    }

    @Test
    void aRootThatOnlySomeClustersOfAMeshHaveIsNotTrustedByAllOfIt() {
        Finding finding =
                tester.finding(mark(federation(ROOT_1 + ", trustBundles: []", ROOT_2 + ", trustBundles: [{mesh: one}]"))
                        .replace(
                                "{name: a, mesh: one}",
                                "{name: a, mesh: one}, {name: c, mesh: one, certificateAuthority: {root: r2}}")
                        .replace("{name: istiod-b", "{name: istiod-c, cluster: c}, {name: istiod-b"));

        assertThat(finding.facts()).containsEntry("mesh", "one").containsEntry("root", "root r2");
    }

    @Test
    void theRootInstalledInTheClusterOfTheSignerCounts() {
        String yaml = federation(ROOT_1, ROOT_2)
                .replace("{name: b, mesh: two}", "{name: b, mesh: two, certificateAuthority: {root: r1}}");

        tester.holds(yaml);
    }

    @Test
    void aManagedControlPlaneSignsWithTheMeshesRoot() {
        String yaml = federation(ROOT_1 + ", trustBundles: []", ROOT_2 + ", trustBundles: [{mesh: one}]")
                .replace("{name: b, mesh: two}", "{name: b, mesh: two, controlPlanes: [istiod-b]}")
                .replace("istiod-b, cluster: b}", "istiod-b, mesh: two}");

        assertThat(tester.finding(mark(yaml)).facts()).containsEntry("root", "root r2");
    }

    @Test
    void ofSeveralMeshesOnlyFederatedPairsAreJudged() {
        String yaml = """
                name: t
                meshes:
                  - {name: hub, certificateAuthority: {root: r0}, trustBundles: [{mesh: one}], federatesWith: [{mesh: one}, {mesh: two}]}  # IDN001
                  - {name: one, certificateAuthority: {root: r1}, trustBundles: [{mesh: hub}]}
                  - {name: two, certificateAuthority: {root: r2}, trustBundles: [{mesh: hub}]}  # IDN001
                clusters: [{name: a, mesh: hub}]
                """;

        assertThat(tester.finding(yaml).facts()).containsEntry("mesh", "hub").containsEntry("peer", "two");
    }

    @Test
    void meshesThatAreNotFederatedHoldNoBundles() {
        tester.holds(federation(ROOT_1 + ", trustBundles: []", ROOT_2 + ", trustBundles: []")
                .replace("federatesWith: [{mesh: two, exports: []}], ", ""));
    }
}
