package dev.sailplan.rule.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class AmbientScopeDiffersTest {

    private final RuleTester tester = RuleTester.of("AMB003");

    /** A service of an ambient mesh with clusters east, west and south, and a cluster with sidecars, old. */
    private static String with(String fields, String... objects) {
        String definedIn = objects.length == 0 ? "" : "    definedIn:\n      - " + String.join("\n      - ", objects);
        return """
                name: t
                meshes: [{name: m, dataPlane: ambient}]
                clusters:
                  - {name: east, mesh: m}
                  - {name: west, mesh: m}
                  - {name: south, mesh: m}
                  - {name: old, mesh: m, dataPlane: sidecar}
                services:
                  - name: api
                    namespace: shop
                    %s
                """.formatted(fields) + definedIn + "\n";
    }

    private static final String RUNS_IN_EAST = "workloads: [{cluster: east}]";

    @Test
    void aServiceThatIsGlobalEverywhereOrNowhereHolds() {
        tester.holds(with(RUNS_IN_EAST, "{cluster: east, scope: mesh}", "{cluster: west, scope: mesh}"));
        tester.holds(with("scope: mesh\n    " + RUNS_IN_EAST, "{cluster: east}", "{cluster: west}"));
        tester.holds(with(RUNS_IN_EAST, "{cluster: east}", "{cluster: west, scope: clusterLocal}"));
    }

    @Test
    void findsAClusterThatLacksTheLabel() {
        Finding finding =
                tester.finding(with(RUNS_IN_EAST, "{cluster: east, scope: mesh}", "{cluster: west}  # AMB003"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "shop/api")
                .containsEntry("global", "cluster east")
                .containsEntry("local", "cluster west");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/0/definedIn/1");
    }

    @Test
    void findsAClusterWhoseObjectIsSaidToBeLocal() {
        Finding finding = tester.finding(with(
                "scope: mesh\n    " + RUNS_IN_EAST,
                "{cluster: east}",
                "{cluster: west, scope: clusterLocal}  # AMB003",
                "{cluster: south}"));

        assertThat(finding.facts()).containsEntry("global", "clusters east and south");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/definedIn/1/scope");
    }

    @Test
    void isAboutTheClustersThatAreFewer() {
        tester.finding(
                with(RUNS_IN_EAST, "{cluster: east}", "{cluster: west}", "{cluster: south, scope: mesh}  # AMB003"));
    }

    @Test
    void workloadsInAClusterWithoutAnObjectHaveTheScopeOfTheService() {
        String yaml = with("workloads: [{cluster: east}, {cluster: west}]", "{cluster: east, scope: mesh}");

        Finding finding = tester.finding(yaml.replace("- name: api", "- name: api  # AMB003"));
        assertThat(finding.facts()).containsEntry("local", "cluster west");
        tester.holds(yaml.replace("namespace: shop", "namespace: shop\n    scope: mesh"));
    }

    @Test
    void clustersWithSidecarsDoNotCount() {
        tester.holds(with(RUNS_IN_EAST, "{cluster: east}", "{cluster: old, scope: mesh}"));
        tester.holds(with(RUNS_IN_EAST, "{cluster: east, scope: mesh}", "{cluster: old, scope: clusterLocal}"));
        tester.holds(with(RUNS_IN_EAST, "{cluster: east, scope: mesh}", "{cluster: west}")
                .replace(", dataPlane: ambient", ""));
    }

    @Test
    void eachServiceIsACauseOfItsOwn() {
        String yaml = with(RUNS_IN_EAST, "{cluster: east, scope: mesh}", "{cluster: west}  # AMB003") + """
                  - name: web
                    namespace: shop
                    workloads: []
                    definedIn:
                      - {cluster: east, scope: mesh}
                      - {cluster: west}  # AMB003
                """;

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("service"))
                .containsExactly("shop/api", "shop/web");
    }

    @Test
    void hundredsOfClustersAreOneFinding() {
        StringBuilder clusters = new StringBuilder("name: t\nmeshes: [{name: m, dataPlane: ambient}]\nclusters:\n");
        StringBuilder objects = new StringBuilder("    definedIn:\n");
        for (int i = 0; i < 400; i++) {
            clusters.append("  - {name: c%03d, mesh: m}%n".formatted(i));
            objects.append("      - {cluster: c%03d%s}%s%n"
                    .formatted(i, i < 150 ? "" : ", scope: mesh", i < 100 ? "  # AMB003" : ""));
        }
        String service = "services:\n  - name: api\n    namespace: shop\n    workloads: []\n";

        assertThat(tester.finding(clusters + service + objects).facts())
                .containsEntry("local", "clusters c000, c001, c002 and 147 more")
                .containsEntry("global", "clusters c150, c151, c152 and 247 more");
    }

    @Test
    void needsWorkloadsThatMayBeWhereTheScopeIsAnother() {
        assertThat(tester.needs(with("", "{cluster: east, scope: mesh}"))).containsExactly("/services/0/workloads");
        tester.holds(with("scope: mesh", "{cluster: east}"));
        tester.holds(with("", "{cluster: east, scope: clusterLocal}"));
        tester.holds(with("", "{cluster: old, scope: mesh}"));
    }

    @Test
    void aServiceOfWhichNobodySaysWhereItIsHasOneScope() {
        tester.holds(with("scope: mesh"));
        tester.holds(with(""));
    }
}
