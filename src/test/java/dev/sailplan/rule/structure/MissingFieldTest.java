package dev.sailplan.rule.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// no unknown facts: whether a field is there is always known.
class MissingFieldTest {

    private final RuleTester tester = RuleTester.of("STR006");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/name | clusters: []",
                "/networks/0/name | networks: [{gateways: []}]",
                "/networks/0/gateways/0/name | networks: [{name: vpc, gateways: [{port: 15443}]}]",
                "/meshes/0/name | meshes: [{mtls: STRICT}]",
                "/meshes/0/federatesWith/0/mesh | meshes: [{name: a, federatesWith: [{exports: []}]}]",
                "/clusters/0/name | clusters: [{region: eu-north-1}]",
                "/controlPlanes/0/name | controlPlanes: [{cluster: a}]",
                "/controlPlanes/0/remoteSecrets/0/cluster | "
                        + "{meshes: [{name: a}], controlPlanes: [{name: b, remoteSecrets: [{auth: token}]}]}",
                "/services/0/name | services: [{namespace: shop}]",
                "/services/0/namespace | services: [{name: web}]",
                "/services/0/workloads/0/cluster | services: [{name: a, namespace: b, workloads: [{replicas: 1}]}]",
                "/services/0/definedIn/0/cluster | services: [{name: a, namespace: b, definedIn: [{scope: mesh}]}]",
                "/services/0/locality/failover/0/from | "
                        + "services: [{name: a, namespace: b, locality: {failover: [{to: r}]}}]",
                "/services/0/locality/failover/0/to | "
                        + "services: [{name: a, namespace: b, locality: {failover: [{from: r}]}}]",
                "/services/0/locality/distribute/0/to | "
                        + "services: [{name: a, namespace: b, locality: {distribute: [{from: r}]}}]",
                "/tenants/0/name | tenants: [{tenancy: mesh}]",
                "/tenants/0/tenancy | tenants: [{name: a}]",
                "/traffic/0/from | traffic: [{to: {cluster: a}}]",
                "/traffic/0/to | traffic: [{from: {cluster: a}}]",
                "/links/0/from | links: [{to: a}]",
                "/links/0/to | links: [{from: a}]",
                "/waivers/0/rule | waivers: [{reason: planned}]"
            })
    void findsEveryRequiredFieldThatIsAbsent(String pointer, String rest) {
        String body = rest.startsWith("{") ? rest.substring(1, rest.length() - 1) : rest;
        String name = pointer.equals("/name") ? "" : "name: bookshop, ";

        Finding finding = tester.finding("{" + name + body + "}  # STR006\n");

        assertThat(finding.subjects().get(0).pointer()).isEqualTo(pointer);
        assertThat(finding.facts()).containsEntry("hint", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null"})
    void findsARequiredFieldWithoutAValue(String none) {
        Finding finding = tester.finding("""
                name: bookshop
                clusters:
                  - region: eu-north-1
                    name: %s  # STR006
                """.formatted(none));

        assertThat(finding.facts()).containsEntry("path", "clusters[0].name");
        assertThat(finding.facts()).containsEntry("where", "the topology");
    }

    @Test
    void pointsToTheObjectThatLacksTheField() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                services:
                  - name: web
                    namespace: shop
                    workloads:
                      - cluster: north
                        replicas: 2
                      - replicas: 3  # STR006
                        zone: eu-north-1a
                """);

        assertThat(finding.facts())
                .containsEntry("path", "workloads[1].cluster")
                .containsEntry("where", "service shop/web");
        assertThat(finding.subjects().get(0).column()).isEqualTo(9);
    }

    @Test
    void findsTheMeshOfAServiceWhereThereAreSeveral() {
        Finding finding = tester.finding("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                services:
                  - {name: web, namespace: shop, mesh: books}
                  - {name: stock, namespace: shop}  # STR006
                """);

        assertThat(finding.facts())
                .containsEntry("path", "mesh")
                .containsEntry("where", "service shop/stock")
                .containsEntry("hint", "; it defaults to the only mesh, and there are 2");
    }

    @Test
    void findsAManagedControlPlaneThatCouldControlSeveralMeshes() {
        tester.finding("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                controlPlanes:
                  - {name: managed}  # STR006
                  - {name: stated, mesh: books}
                  - {name: istiod-north, cluster: north}
                """);
    }

    @Test
    void findsAControlPlaneInAClusterOutsideEveryMesh() {
        tester.finding("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}, {name: host}]
                controlPlanes:
                  - {name: external, cluster: host}  # STR006
                """);
    }

    @Test
    void findsAControlPlaneWhereThereIsNoMesh() {
        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                controlPlanes:
                  - {name: istiod, cluster: north}  # STR006
                services: [{name: web, namespace: shop}]
                """);

        assertThat(finding.facts()).containsEntry("hint", "; it defaults to the only mesh, and there are none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name: c, mesh: 5}", "{name: c, cluster: 5}", "{name: c, cluster: norht}"})
    void doesNotRepeatAMistakeThatHidesTheMesh(String controlPlane) {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: books}]
                controlPlanes: [%s]
                """.formatted(controlPlane));
    }

    @Test
    void doesNotRepeatThatTheMeshOfAServiceOrOfAClusterIsUnreadable() {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}, {name: music}]
                clusters: [{name: north, mesh: [books]}]
                controlPlanes: [{name: istiod, cluster: north}]
                services: [{name: web, namespace: shop, mesh: [books]}]
                """);
    }

    @Test
    void doesNotCountMeshesThatCannotBeRead() {
        tester.holds("""
                name: bookshop
                meshes: {books: {}}
                clusters: [{name: north}]
                controlPlanes: [{name: istiod, cluster: north}]
                services: [{name: web, namespace: shop}]
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to"})
    void findsAnEndOfTrafficThatNamesNothing(String end) {
        String other = end.equals("from") ? "to" : "from";

        Finding finding = tester.finding("""
                name: bookshop
                clusters: [{name: north}]
                traffic:
                  - %s: {cluster: north}
                    %s: {}  # STR006
                """.formatted(other, end));

        assertThat(finding.facts())
                .containsEntry("path", "traffic[0]." + end + ".service")
                .containsEntry("hint", "; give a service, a cluster or a namespace");
    }

    @Test
    void doesNotRepeatThatAnEndOfTrafficIsUnreadable() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north}]
                traffic:
                  - {from: {cluster: [north]}, to: {namespace: 5}}
                  - {from: north, to: {clutser: north}}
                """);
    }

    @Test
    void reportsEverythingThatIsMissingAtOnce() {
        List<Finding> found = tester.check("""
                networks:  # STR006
                  - gateways: []  # STR006
                clusters:
                  - region: eu-north-1  # STR006
                services:
                  - headless: true  # STR006
                """);

        assertThat(found).hasSize(5);
    }

    @Test
    void holdsWhereTheOnlyMeshIsMeant() {
        tester.holds("""
                name: bookshop
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books}, {name: host}]
                controlPlanes: [{name: istiod, cluster: north}, {name: external, cluster: host}, {name: managed}]
                services: [{name: web, namespace: shop}]
                """);
    }

    @Test
    void holdsForServicesWhereThereIsNoMesh() {
        tester.holds("""
                name: bookshop
                clusters: [{name: north}]
                services: [{name: web, namespace: shop}]
                """);
    }

    @Test
    void holdsForOptionalFieldsWithoutAValue() {
        tester.holds("""
                name: bookshop
                description:
                networks: ~
                clusters: [{name: north, region: null, podCidrs: ~, apiServer: }]
                """);
    }
}
