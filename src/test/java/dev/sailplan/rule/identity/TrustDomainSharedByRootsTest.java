package dev.sailplan.rule.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class TrustDomainSharedByRootsTest {

    private static final String ROOT_1 = "certificateAuthority: {root: r1}";
    private static final String ROOT_2 = "certificateAuthority: {root: r2}";

    private final RuleTester tester = RuleTester.of("IDN005");

    /** Two federated meshes of one primary each. */
    private static String federation(String one, String two) {
        return """
                name: t
                meshes:
                  - {name: one, federatesWith: [{mesh: two, exports: []}], %s}
                  - {name: two, %s}
                clusters:
                  - {name: a, mesh: one}
                  - {name: b, mesh: two}
                controlPlanes: [{name: istiod-a, cluster: a}, {name: istiod-b, cluster: b}]
                """.formatted(one, two);
    }

    private static String mark(String yaml, String... names) {
        for (String name : names) {
            yaml = yaml.replaceAll("(?m)^(  - \\{name: " + name + ",.*)$", "$1  # IDN005");
        }
        return yaml;
    }

    @Test
    void findsFederatedMeshesThatBothKeptTheDefault() {
        Finding finding = tester.finding(mark(federation(ROOT_1, ROOT_2), "one", "two"));

        assertThat(finding.facts()).containsEntry("meshes", "one and two").containsEntry("domain", "cluster.local");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/trustDomain");
    }

    @Test
    void findsADomainThatBothState() {
        tester.finding(mark(
                federation(ROOT_1 + ", trustDomain: shop.example", ROOT_2 + ", trustDomain: shop.example"),
                "one",
                "two"));
    }

    @Test
    void exchangedBundlesDoNotTellIdentitiesApart() {
        tester.finding(mark(
                federation(ROOT_1 + ", trustBundles: [{mesh: two}]", ROOT_2 + ", trustBundles: [{mesh: one}]"),
                "one",
                "two"));
    }

    @Test
    void differentDomainsOrOneRootAreSound() {
        tester.holds(federation(ROOT_1 + ", trustDomain: one.example", ROOT_2));
        tester.holds(federation(ROOT_1, ROOT_1));
    }

    @Test
    void meshesThatAreNotFederatedMayBothHaveIt() {
        tester.holds(federation(ROOT_1, ROOT_2).replace("federatesWith: [{mesh: two, exports: []}], ", ""));
    }

    @Test
    void aFederationDeclaredByBothSidesIsOneFinding() {
        tester.finding(mark(federation(ROOT_1, ROOT_2 + ", federatesWith: [{mesh: one, exports: []}]"), "one", "two"));
    }

    @Test
    void aClusterMayHaveTheDomainOfTheOtherMesh() {
        String yaml = federation(ROOT_1 + ", trustDomain: one.example", ROOT_2 + ", trustDomain: two.example")
                .replace("{name: b, mesh: two}", "{name: b, mesh: two, trustDomain: one.example}");

        Finding finding = tester.finding(mark(yaml, "one", "b"));

        assertThat(finding.facts()).containsEntry("domain", "one.example");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/meshes/0/trustDomain");
        assertThat(finding.subjects().get(1).pointer()).isEqualTo("/clusters/1/trustDomain");
    }

    @Test
    void aDomainOfTheMeshThatNoClusterHasIsNotShared() {
        tester.holds(federation(ROOT_1, ROOT_2)
                .replace("{name: b, mesh: two}", "{name: b, mesh: two, trustDomain: two.example}"));
    }

    @Test
    void theRootOfTheClusterThatHasTheDomainCounts() {
        String own = ", certificateAuthority: {root: r1}}";

        tester.holds(federation(ROOT_1, ROOT_2).replace("{name: b, mesh: two}", "{name: b, mesh: two" + own));
        tester.finding(mark(
                federation(ROOT_1, ROOT_1)
                        .replace("{name: b, mesh: two}", "{name: b, mesh: two" + own.replace("r1", "r2")),
                "one",
                "two"));
    }

    @Test
    void oneOfSeveralRootsBehindADomainIsEnough() {
        String yaml = federation(ROOT_1, ROOT_1)
                .replace(
                        "  - {name: b, mesh: two}",
                        "  - {name: b, mesh: two}\n  - {name: c, mesh: two, certificateAuthority: {root: r3}}")
                .replace("[{name: istiod-a", "[{name: istiod-c, cluster: c}, {name: istiod-a");

        tester.finding(mark(yaml, "one", "two"));
    }

    @Test
    void anExternalControlPlaneSignsWithTheDomainOfItsHost() {
        String yaml = federation(ROOT_1 + ", trustDomain: one.example", ROOT_2 + ", trustDomain: two.example")
                .replace("{name: b, mesh: two}", "{name: b, mesh: two, controlPlanes: [istiod-b]}")
                .replace("istiod-b, cluster: b}", "istiod-b, cluster: host, mesh: two}")
                .replace("clusters:", "clusters:\n  - {name: host, trustDomain: one.example}");

        tester.finding(mark(yaml, "one", "host"));
        tester.holds(yaml.replace("cluster: host, mesh: two", "mesh: two"));
    }

    @Test
    void selfSignedRootsOfTwoMeshesDiffer() {
        String selfSigned = "certificateAuthority: {type: selfSigned}";

        tester.finding(mark(federation(selfSigned, selfSigned), "one", "two"));
    }

    @Test
    void meshesWithoutControlPlanesAreJudgedByWhatTheyDeclare() {
        tester.finding(mark(
                federation(ROOT_1, ROOT_2).replaceAll("controlPlanes: \\[\\{.*", "controlPlanes: []"), "one", "two"));
    }

    @Test
    void needsRootsThatAreNotNamed() {
        assertThat(tester.needs(federation(ROOT_1, "mtls: STRICT"))).containsExactly("/meshes/1/certificateAuthority");
        assertThat(tester.needs(federation("certificateAuthority: {type: pluggedIn}", "mtls: STRICT")))
                .containsExactly("/meshes/0/certificateAuthority/root", "/meshes/1/certificateAuthority");
    }

    @Test
    void anUnknownRootDoesNotMatterWhereTheDomainsDiffer() {
        tester.holds(federation("trustDomain: one.example", "trustDomain: two.example"));
    }

    @Test
    void controlPlanesThatReadOneSecretHaveOneRootWhicheverItIs() {
        String yaml = """
                name: t
                meshes: [{name: one, federatesWith: [{mesh: two}]}, {name: two}]
                clusters:
                  - {name: host, certificateAuthority: {type: pluggedIn}}
                  - {name: a, mesh: one, controlPlanes: [i1]}
                  - {name: b, mesh: two, controlPlanes: [i2]}
                controlPlanes: [{name: i1, cluster: host, mesh: one}, {name: i2, cluster: host, mesh: two}]
                """;
        String otherNamespace = yaml.replace("mesh: two}]\n", "mesh: two, istioNamespace: other}]\n");

        tester.holds(yaml);
        tester.holds(yaml.replace("type: pluggedIn", "notAfter: 2036-01-01"));
        tester.holds(otherNamespace);
        assertThat(tester.needs(otherNamespace.replace("type: pluggedIn", "notAfter: 2036-01-01")))
                .containsExactly("/clusters/0/certificateAuthority/root");
    }

    @Test
    void anUnknownRootDoesNotHideTwoThatDiffer() {
        String yaml = federation(ROOT_1, ROOT_2)
                .replace(
                        "  - {name: b, mesh: two}",
                        "  - {name: b, mesh: two}\n  - {name: c, mesh: two, certificateAuthority: {type: external}}")
                .replace("[{name: istiod-a", "[{name: istiod-c, cluster: c}, {name: istiod-a");

        assertThat(tester.needs(mark(yaml, "one", "two"))).isEmpty();
    }

    @Test
    void oneUnknownRootCannotBeBothOfTwo() {
        String yaml = federation(ROOT_1, "mtls: STRICT")
                .replace(
                        "  - {name: b, mesh: two}",
                        "  - {name: b, mesh: two}\n  - {name: c, mesh: one, certificateAuthority: {root: r2}}")
                .replace("[{name: istiod-a", "[{name: istiod-c, cluster: c}, {name: istiod-a");

        assertThat(tester.needs(mark(yaml, "one", "two"))).isEmpty();
    }

    @Test
    void hundredsOfMeshesFederatedWithAHubAreOneFinding() {
        StringBuilder yaml = new StringBuilder("name: t\nmeshes:\n  - {name: hub, %s}  # IDN005\n".formatted(ROOT_1));
        for (int i = 0; i < 300; i++) {
            String mark = i < 99 ? "  # IDN005" : "";
            yaml.append("  - {name: m%03d, %s, federatesWith: [{mesh: hub}]}%s%n".formatted(i, ROOT_2, mark));
        }
        yaml.append("clusters: [{name: a, mesh: hub}]\n");

        assertThat(tester.finding(yaml.toString()).facts()).containsEntry("meshes", "hub, m000, m001 and 298 more");
    }

    @Test
    void everySharedDomainIsAFindingOfItsOwn() {
        String yaml = federation(ROOT_1, ROOT_2)
                .replace(
                        "  - {name: b, mesh: two}",
                        "  - {name: b, mesh: two}\n  - {name: c, mesh: one, trustDomain: x.example}\n"
                                + "  - {name: d, mesh: two, trustDomain: x.example}")
                .replace("[{name: istiod-a", "[{name: ic, cluster: c}, {name: id, cluster: d}, {name: istiod-a");

        assertThat(tester.check(mark(yaml, "one", "two", "c", "d")))
                .extracting(finding -> finding.facts().get("domain"))
                .containsExactlyInAnyOrder("cluster.local", "x.example");
    }
}
