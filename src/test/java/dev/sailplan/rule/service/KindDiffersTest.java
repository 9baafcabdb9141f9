package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

class KindDiffersTest {

    private final RuleTester tester = RuleTester.of("SVC005");

    /** A service of a mesh of three primaries, east, south and west, with the given fields and objects. */
    private static String with(String service, String... objects) {
        return """
                name: t
                meshes: [{name: m}]
                clusters: [{name: east, mesh: m}, {name: south, mesh: m}, {name: west, mesh: m}]
                controlPlanes:
                  - {name: istiod-east, cluster: east}
                  - {name: istiod-south, cluster: south}
                  - {name: istiod-west, cluster: west}
                services:
                  - name: db
                    namespace: shop
                    %s
                    definedIn:
                      - %s
                """.formatted(service, String.join("\n      - ", objects));
    }

    @Test
    void aServiceThatIsTheSameEverywhereHolds() {
        tester.holds(with("headless: true", "{cluster: east}", "{cluster: west, headless: true}"));
        tester.holds(with("", "{cluster: east}", "{cluster: west, headless: false, type: ClusterIP}"));
        tester.holds(with("", "{cluster: east, headless: true}", "{cluster: west, headless: true}"));
    }

    @Test
    void findsAClusterInWhichItIsHeadless() {
        Finding finding = tester.finding(with("", "{cluster: east}", "{cluster: west, headless: true}  # SVC005"));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("kind", "headless")
                .containsEntry("clusters", "cluster west")
                .containsEntry("usual", "of type ClusterIP")
                .containsEntry("others", "cluster east");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/definedIn/1/headless");
    }

    @Test
    void findsAClusterInWhichItIsNotHeadless() {
        Finding finding =
                tester.finding(with("headless: true", "{cluster: east}", "{cluster: west, headless: false}  # SVC005"));

        assertThat(finding.facts()).containsEntry("kind", "of type ClusterIP").containsEntry("usual", "headless");
    }

    @Test
    void findsAnotherType() {
        Finding finding = tester.finding(
                with("type: LoadBalancer", "{cluster: east}", "{cluster: west, type: NodePort}  # SVC005"));

        assertThat(finding.facts()).containsEntry("kind", "of type NodePort");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/definedIn/1/type");
    }

    @Test
    void theServiceItselfIsTheMeasureWhereAnyClusterIsLikeIt() {
        tester.finding(with(
                "",
                "{cluster: east}",
                "{cluster: south, headless: true}  # SVC005",
                "{cluster: west, headless: true}  # SVC005"));
    }

    @Test
    void withoutItMostClustersAre() {
        tester.finding(with(
                "",
                "{cluster: east, headless: true}",
                "{cluster: south, headless: true}",
                "{cluster: west, type: NodePort}  # SVC005"));
    }

    @Test
    void ofAsManyTheFirstByNameIs() {
        tester.finding(with("", "{cluster: west, headless: true}  # SVC005", "{cluster: east, type: NodePort}"));
    }

    @Test
    void eachKindIsACauseOfItsOwn() {
        String yaml = with(
                "",
                "{cluster: east}",
                "{cluster: south, headless: true, type: NodePort}  # SVC005",
                "{cluster: west, type: NodePort}  # SVC005");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("kind"))
                .containsExactlyInAnyOrder("headless of type NodePort", "of type NodePort");
    }

    @Test
    void hundredsOfClustersOfOneKindAreOneFinding() {
        StringBuilder clusters = new StringBuilder("name: t\nclusters:\n  - {name: first}\n");
        StringBuilder objects = new StringBuilder("      - {cluster: first}\n");
        for (int i = 0; i < 300; i++) {
            clusters.append("  - {name: c%03d}%n".formatted(i));
            objects.append("      - {cluster: c%03d, headless: true}%s%n".formatted(i, i < 100 ? "  # SVC005" : ""));
        }
        String service = "services:\n  - name: db\n    namespace: shop\n    definedIn:\n";

        assertThat(tester.finding(clusters + service + objects).facts())
                .containsEntry("clusters", "clusters c000, c001, c002 and 297 more");
    }

    @Test
    void aClusterLocalServiceIsWhatItIsInEachCluster() {
        String yaml = with("scope: clusterLocal", "{cluster: east}", "{cluster: west, headless: true}");

        tester.holds(yaml);
        tester.finding(yaml.replace("clusterLocal", "mesh").replace("true}", "true}  # SVC005"));
    }

    // no unknown facts: what an object does not say is the service's, and the service has defaults
    @Test
    void whereNobodySaysWhereItIsDefinedAllAreAlike() {
        tester.holds("name: t\nclusters: [{name: east}, {name: west}]\nservices: [{name: db, namespace: shop}]");
    }
}
