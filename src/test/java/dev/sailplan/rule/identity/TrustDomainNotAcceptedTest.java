package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustDomainNotAcceptedTest {

    private static final String NONE = "trustDomainAliases: [], trustBundles: []";

    private final RuleTester tester = RuleTester.of("IDN004");

    /** One mesh of two primaries; that in west is given further fields. */
    private static String mesh(String mesh, String west) {
        return """
                name: t
                meshes:
                  - {name: m, %s}
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m%s}
                controlPlanes: [{name: istiod-east, cluster: east}, {name: istiod-west, cluster: west}]
                """.formatted(mesh, west);
    }

    /** Two federated meshes of one root. */
    private static String federation(String one, String two) {
        return """
                name: t
                meshes:
                  - {name: one, certificateAuthority: {root: r}, federatesWith: [{mesh: two, exports: []}], %s}
                  - {name: two, certificateAuthority: {root: r}, %s}
                clusters: [{name: a, mesh: one}, {name: b, mesh: two}]
                controlPlanes: [{name: istiod-a, cluster: a}, {name: istiod-b, cluster: b}]
                """.formatted(one, two);
    }

    private static String mark(String yaml, String... names) {
        for (String name : names) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + name + ",.*)$", "$1  # IDN004");
        }
        return yaml;
    }

    @Test
    void clustersOfOneTrustDomainAcceptEachOther() {
        tester.holds(mesh("trustDomain: shop.example", ""));
        tester.holds(mesh("trustDomain: shop.example", ", trustDomain: shop.example"));
        tester.holds(mesh(NONE, ", trustDomain: cluster.local"));
    }

    @Test
    void findsBothDirectionsBetweenClustersOfAMesh() {
        String yaml = mark(mesh("trustDomain: one.example, " + NONE, ", trustDomain: two.example"), "m", "west");

        assertThat(tester.check(yaml))
                .extracting(finding ->
                        finding.facts().get("domain") + " of " + finding.facts().get("peers") + " in "
                                + finding.facts().get("accepting"))
                .containsExactlyInAnyOrder(
                        "one.example of cluster east in cluster west", "two.example of cluster west in cluster east");
        assertThat(tester.check(yaml)).extracting(Finding::severity).containsOnly(Severity.ERROR);
    }

    @Test
    void findsTheDirectionInWhichTheAliasIsMissing() {
        String west = ", trustDomain: two.example";
        String mesh = "trustDomain: one.example, trustBundles: [], trustDomainAliases: ";

        Finding finding = tester.finding(mark(mesh(mesh + "[two.example]", west), "m"));
        assertThat(finding.facts()).containsEntry("domain", "one.example").containsEntry("accepting", "cluster west");
        tester.holds(mesh(mesh + "[two.example, one.example]", west));
    }

    @Test
    void theDomainOfTheMeshIsNothingSpecialWhereEveryClusterHasItsOwn() {
        String yaml = mesh("trustDomain: one.example, " + NONE, ", trustDomain: two.example")
                .replace("{name: east, mesh: m}", "{name: east, mesh: m, trustDomain: two.example}");

        tester.holds(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trustBundles: [{root: r2, trustDomains: [one.example, two.example]}]",
                "trustBundles: [{mesh: other, trustDomains: [one.example]}, {mesh: other}]"
            })
    void aDomainListedWithABundleIsAccepted(String bundles) {
        String yaml = mesh("trustDomain: one.example, trustDomainAliases: [], " + bundles, ", trustDomain: two.example")
                .replace("meshes:\n", "meshes:\n  - {name: other, trustDomain: two.example}\n");

        tester.holds(yaml);
    }

    @Test
    void anOwnBundleThatListsNoDomainBringsNone() {
        String bundles = "trustDomainAliases: [two.example], trustBundles: [{root: old}]";

        tester.finding(mark(mesh("trustDomain: one.example, " + bundles, ", trustDomain: two.example"), "m"));
    }

    @Test
    void aRemoteHasTheTrustDomainOfItsControlPlane() {
        tester.holds("""
                name: t
                meshes: [{name: m, trustDomain: one.example}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m, trustDomain: two.example, controlPlanes: [istiod]}
                controlPlanes: [{name: istiod, cluster: east}]
                """);
    }

    @Test
    void anExternalControlPlaneSignsWithTheTrustDomainOfTheClusterItRunsIn() {
        String yaml = """
                name: t
                meshes:
                  - {name: m, trustDomain: one.example, trustDomainAliases: [one.example], trustBundles: []}  # IDN004
                clusters:
                  - {name: host, trustDomain: two.example}  # IDN004
                  - {name: east, mesh: m, controlPlanes: [istiod]}
                  - {name: west, mesh: m, controlPlanes: [managed]}
                controlPlanes:
                  - {name: istiod, mesh: m, cluster: host, configCluster: east}
                  - {name: managed, mesh: m, configCluster: west}
                """;

        assertThat(tester.finding(yaml).facts())
                .containsEntry("domain", "two.example")
                .containsEntry("peers", "cluster east")
                .containsEntry("accepting", "cluster west");
    }

    @Test
    void theFirstOfSeveralControlPlanesSigns() {
        String yaml = mesh("trustDomain: one.example, " + NONE, ", trustDomain: two.example, controlPlanes: [%s]");

        tester.holds(yaml.formatted("istiod-east, istiod-west"));
        assertThat(tester.check(mark(yaml.formatted("istiod-west, istiod-east"), "m", "west")))
                .hasSize(2);
    }

    @Test
    void findsADomainThatAFederatedMeshDoesNotAccept() {
        Finding finding = tester.finding(mark(
                federation(
                        "trustDomain: one.example, trustDomainAliases: [two.example]",
                        "trustDomain: two.example, " + NONE),
                "one",
                "two"));

        assertThat(finding.facts())
                .containsEntry("mesh", "two")
                .containsEntry("domain", "one.example")
                .containsEntry("peers", "cluster a")
                .containsEntry("accepting", "cluster b");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/meshes/1/trustDomainAliases", "/meshes/0/trustDomain");
    }

    @Test
    void findsBothDirectionsBetweenMeshes() {
        String yaml = mark(
                federation("trustDomain: one.example, " + NONE, "trustDomain: two.example, " + NONE), "one", "two");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactly("one", "two");
    }

    @Test
    void aBundleBringsTheDomainOfItsMeshUnlessItListsOthers() {
        String one = "trustDomain: one.example, trustDomainAliases: [], trustBundles: [{mesh: two%s}]";
        String two = "trustDomain: two.example, trustDomainAliases: [one.example]";

        tester.holds(federation(one.formatted(""), two));
        tester.holds(federation(one.formatted(", trustDomains: [two.example]"), two));
        tester.finding(mark(federation(one.formatted(", trustDomains: []"), two), "one", "two"));
        tester.finding(mark(federation(one.formatted(", trustDomains: [three.example]"), two), "one", "two"));
    }

    @Test
    void meshesThatAreNotFederatedNeedNotAcceptEachOther() {
        tester.holds(federation("trustDomain: one.example, " + NONE, "trustDomain: two.example, " + NONE)
                .replace("federatesWith: [{mesh: two, exports: []}], ", ""));
    }

    @Test
    void aMissingBundleIsTheCauseInItsDirectionAlone() {
        String yaml = federation(
                        "trustDomain: one.example, " + NONE,
                        "trustDomain: two.example, trustDomainAliases: [], trustBundles: [{mesh: one, trustDomains: []}]")
                .replace("{name: two, certificateAuthority: {root: r}", "{name: two, certificateAuthority: {root: r2}");

        assertThat(RuleTester.of("IDN001").findings(yaml))
                .extracting(finding -> finding.facts().get("mesh"))
                .containsExactly("one");
        assertThat(tester.finding(mark(yaml, "one", "two")).facts()).containsEntry("mesh", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataPlane: ambient, ", "mtls: DISABLE, ", ""})
    void everyKindOfMeshCounts(String kind) {
        String mesh = kind + "trustDomain: one.example, trustBundles: [], trustDomainAliases: [one.example]";

        tester.finding(mark(mesh(mesh, ", trustDomain: two.example"), "m", "west"));
    }

    @Test
    void needsAliasesAndBundlesWhereDomainsDiffer() {
        String west = ", trustDomain: two.example";

        assertThat(tester.needs(mesh("trustDomain: one.example", west)))
                .containsExactly("/meshes/0/trustBundles", "/meshes/0/trustDomainAliases");
        assertThat(tester.needs(mesh("trustDomain: one.example, trustBundles: []", west)))
                .containsExactly("/meshes/0/trustDomainAliases");
        assertThat(tester.needs(mesh("trustDomain: one.example, trustDomainAliases: [two.example]", west)))
                .containsExactly("/meshes/0/trustBundles");
    }

    @Test
    void anUnknownListDoesNotMatterWhereTheOtherHasAllDomains() {
        String west = ", trustDomain: two.example";

        tester.holds(mesh("trustDomain: one.example, trustDomainAliases: [one.example, two.example]", west));
        tester.holds(mesh(
                "trustDomain: one.example, trustBundles: [{root: r, trustDomains: [one.example, two.example]}]", west));
    }

    @Test
    void hundredsOfClustersAreOneFindingForEachDomain() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes:\n");
        yaml.append(
                "  - {name: m, trustDomain: one.example, trustBundles: [], trustDomainAliases: [one.example]}  # IDN004\n");
        yaml.append("clusters:\n");
        StringBuilder controlPlanes = new StringBuilder("controlPlanes:\n");
        for (int i = 0; i < 300; i++) {
            String domain = i < 200 ? ", trustDomain: two.example" : "";
            yaml.append("  - {name: c%03d, mesh: m%s}%s%n".formatted(i, domain, i < 100 ? "  # IDN004" : ""));
            controlPlanes.append("  - {name: i%03d, cluster: c%03d}%n".formatted(i, i));
        }

        assertThat(tester.finding(yaml.toString() + controlPlanes).facts())
                .containsEntry("peers", "clusters c000, c001, c002 and 197 more")
                .containsEntry("accepting", "clusters c200, c201, c202 and 97 more");
    }
}
