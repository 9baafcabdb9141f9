package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossNetworkMtlsOffTest {

    private static final String DROPPED = "are given none of these endpoints";
    private static final String FAILS = "are sent there and every handshake fails";

    private final RuleTester tester = RuleTester.of("SVC002");

    /** Web in the east calls the database in the west, on another network. */
    private static String document(String mesh, String db) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes:
                  - name: m%s
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: east}]}
                  - name: db
                    namespace: stock
                """.formatted(mesh) + db.indent(4) + "traffic: [{from: {service: shop/web}, to: {service: stock/db}}]\n";
    }

    @Test
    void findsAPolicyThatTurnsItOffForWorkloads() {
        Finding finding = tester.finding(document("", "workloads: [{cluster: west, mtls: DISABLE}]  # SVC002"));

        assertThat(finding.facts())
                .containsEntry("setting", "mtls DISABLE of service stock/db")
                .containsEntry("services", "stock/db")
                .containsEntry("networks", "network b")
                .containsEntry("clients", "east")
                .containsEntry("consequence", DROPPED);
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/1/workloads/0/mtls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MUTUAL", "SIMPLE", "DISABLE"})
    void findsADestinationRuleWithAnotherMode(String mode) {
        Finding finding =
                tester.finding(document("", "clientTls: " + mode + "  # SVC002\nworkloads: [{cluster: west}]"));

        assertThat(finding.facts())
                .containsEntry("setting", "clientTls " + mode + " of service stock/db")
                .containsEntry("consequence", DROPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workloads: [{cluster: west}]",
                "workloads: [{cluster: west, mtls: STRICT}]",
                "workloads: [{cluster: west, mtls: PERMISSIVE}]",
                "clientTls: ISTIO_MUTUAL\nworkloads: [{cluster: west}]"
            })
    void everyOtherModeHolds(String db) {
        tester.holds(document("", db));
    }

    @Test
    void reportsADisabledMeshOnceForAllItsServices() {
        StringBuilder services = new StringBuilder("workloads: [{cluster: west}, {cluster: west, replicas: 3}]\n");
        for (int i = 0; i < 50; i++) {
            services.append(
                    "- {name: db%02d, namespace: stock, definedIn: [{cluster: east}], workloads: [{cluster: west}]}%n"
                            .formatted(i));
        }
        String yaml = document("\n    mtls: DISABLE  # SVC002", services.toString())
                .replace("    - {name: db", "  - {name: db")
                .replaceAll("traffic: .*", "traffic: [{from: {cluster: east}, to: {namespace: stock}}]");

        assertThat(tester.finding(yaml).facts())
                .containsEntry("setting", "mtls DISABLE of mesh m")
                .containsEntry("services", "stock/db, stock/db00, stock/db01 and 48 more");
    }

    @Test
    void aWorkloadWithAModeOfItsOwnIsNotTheMeshsCase() {
        tester.holds(document("\n    mtls: DISABLE", "workloads: [{cluster: west, mtls: STRICT}]"));
        Finding finding = tester.finding(document("\n    mtls: STRICT", """
                workloads:
                  - {cluster: west, mtls: DISABLE}  # SVC002
                  - {cluster: west}
                  - {cluster: west, mtls: DISABLE, replicas: 3}  # SVC002
                """));
        assertThat(finding.subjects()).hasSize(2);
    }

    @Test
    void aDestinationRuleThatForcesMtlsKeepsTheEndpointsAndEveryHandshakeFails() {
        Finding finding = tester.finding(
                document("", "clientTls: ISTIO_MUTUAL\nworkloads: [{cluster: west, mtls: DISABLE}]  # SVC002"));

        assertThat(finding.facts()).containsEntry("consequence", FAILS);
    }

    @Test
    void everySettingThatTurnsItOffIsACause() {
        String yaml = document("\n    mtls: DISABLE  # SVC002", """
                clientTls: DISABLE  # SVC002
                workloads:
                  - {cluster: west}
                  - {cluster: west, mtls: DISABLE}  # SVC002
                """);

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("setting"))
                .containsExactlyInAnyOrder(
                        "mtls DISABLE of mesh m",
                        "clientTls DISABLE of service stock/db",
                        "mtls DISABLE of service stock/db");
    }

    @Test
    void endpointsOnTheClientsOwnNetworkDoNotExcuseIt() {
        tester.finding(document("", """
                workloads:
                  - {cluster: west, mtls: DISABLE}  # SVC002
                  - {cluster: east}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy: none", "proxy: none, mtls: DISABLE", "hostNetwork: true", "proxy: ambient, mtls: DISABLE"
            })
    void workloadsWithoutASidecarAreOtherRulesBusiness(String proxy) {
        tester.holds(document("\n    mtls: DISABLE", "workloads: [{cluster: west, %s}]".formatted(proxy)));
    }

    @Test
    void insideANetworkPlainTextWorks() {
        String yaml =
                document("\n    mtls: DISABLE", "clientTls: DISABLE\nworkloads: [{cluster: west, mtls: DISABLE}]");

        tester.holds(yaml.replace("network: b", "network: a"));
        tester.holds(yaml.replace("service: shop/web", "cluster: west"));
    }

    @Test
    void ambientClientsDoNotAskForTheMode() {
        tester.holds(document("", "scope: mesh\nworkloads: [{cluster: west, mtls: DISABLE}]")
                .replace("network: a,", "network: a, dataPlane: ambient,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope: clusterLocal", "headless: true"})
    void whatIsNotServedAcrossNetworksNeedsNoMtls(String field) {
        tester.holds(document("", field + "\nworkloads: [{cluster: west, mtls: DISABLE}]"));
    }

    @Test
    void aServiceExportedToAnotherMeshIsConsumedThere() {
        String yaml = """
                name: t
                networks: [{name: a}, {name: b}]
                meshes:
                  - {name: m, federatesWith: [{mesh: n, exports: [%s]}], mtls: DISABLE}%s
                  - {name: n}
                clusters:
                  - {name: east, mesh: n, network: a}
                  - {name: west, mesh: m, network: b}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: []}
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                services:
                  - {name: db, namespace: stock, mesh: m, serviceEntryIn: [east], workloads: [{cluster: west}]}
                """;

        tester.finding(yaml.formatted("stock/db", "  # SVC002"));
        tester.holds(yaml.formatted("stock/cache", ""));
    }

    @Test
    void needsWhatDecidesWhetherTheClientIsServed() {
        String yaml = document("", "workloads: [{cluster: west, mtls: DISABLE}]");

        assertThat(tester.needs(yaml.replace("east, remoteSecrets: [{cluster: west}]", "east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(yaml.replace(", workloads: [{cluster: east}]}", "}")))
                .containsExactly("/services/0/workloads");
        tester.holds(
                yaml.replace("east, remoteSecrets: [{cluster: west}]", "east").replace(", mtls: DISABLE", ""));
    }

    @Test
    void needsWorkloadsThatMightSayIt() {
        assertThat(tester.needs(document("", "ports: []"))).isEqualTo(List.of("/services/1/workloads"));
    }
}
