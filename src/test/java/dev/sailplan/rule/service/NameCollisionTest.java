package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;

// no unknown facts: a service has a name and a namespace, and a document with several meshes names the service's.
class NameCollisionTest {

    private final RuleTester tester = RuleTester.of("SVC007");

    @Test
    void findsServicesOfOneNameInOneNamespace() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                services:
                  - namespace: shop
                    name: web  # SVC007
                    workloads: [{cluster: a}]
                  - namespace: shop
                    name: web  # SVC007
                    workloads: [{cluster: b}]
                """);

        assertThat(finding.facts())
                .containsEntry("service", "shop/web")
                .containsEntry("count", "2")
                .containsEntry("mesh", " of mesh m");
    }

    @Test
    void threeOfANameAreOneFinding() {
        Finding finding = tester.finding("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}]
                services:
                  - {name: web, namespace: shop}  # SVC007
                  - {name: web, namespace: other}
                  - {name: web, namespace: shop}  # SVC007
                  - {name: web, namespace: shop}  # SVC007
                """);

        assertThat(finding.facts()).containsEntry("count", "3");
    }

    @Test
    void differentNamesAreDifferentFindings() {
        assertThat(tester.check("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}]
                services:
                  - {name: web, namespace: shop}  # SVC007
                  - {name: api, namespace: shop}  # SVC007
                  - {name: web, namespace: shop}  # SVC007
                  - {name: api, namespace: shop}  # SVC007
                """))
                .extracting(finding -> finding.facts().get("service"))
                .containsExactly("shop/web", "shop/api");
    }

    @Test
    void findsACollisionInADocumentWithoutMeshes() {
        Finding finding = tester.finding("""
                name: t
                clusters: [{name: a}]
                services:
                  - {name: web, namespace: shop}  # SVC007
                  - {name: web, namespace: shop}  # SVC007
                """);

        assertThat(finding.message()).startsWith("2 services are called shop/web;");
    }

    @Test
    void findsOnlyTheMeshInWhichNamesCollide() {
        String yaml = """
                name: t
                meshes: [{name: m}, {name: n}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: n}]
                services:
                  - {name: web, namespace: shop, mesh: m}
                  - {name: web, namespace: shop, mesh: n}%s
                """;

        tester.holds(yaml.formatted(""));
        tester.finding(yaml.formatted("  # SVC007\n  - {name: web, namespace: shop, mesh: n}  # SVC007"));
    }

    @Test
    void oneServiceInSeveralClustersIsDeclaredOnce() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}, {name: b, mesh: m}]
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: a}, {cluster: b}]}
                """);
    }

    @Test
    void aNameThatIsJoinedDifferentlyIsAnotherName() {
        tester.holds("""
                name: t
                meshes: [{name: m}]
                clusters: [{name: a, mesh: m}]
                services: [{name: web-shop, namespace: a}, {name: web, namespace: a-shop}]
                """);
    }

    @Test
    void hundredsOfServicesOfOneNameAreOneFinding() {
        StringBuilder yaml =
                new StringBuilder("name: t\nmeshes: [{name: m}]\nclusters: [{name: a, mesh: m}]\nservices:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: web, namespace: shop}  # SVC007\n");
        }

        assertThat(tester.finding(yaml.toString()).facts()).containsEntry("count", "300");
    }
}
