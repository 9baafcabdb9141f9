package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataPlaneMixTest {

    private final RuleTester tester = RuleTester.of("SVC009");

    /** Web in the east calls the database in the west, on another network. */
    private static String document(String east, String... workloads) {
        return """
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, dataPlane: %s, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: east}]}
                  - name: db
                    namespace: stock
                    scope: mesh
                    workloads:
                """.formatted(east) + "      - " + String.join("\n      - ", workloads) + """

                traffic: [{from: {service: shop/web}, to: {service: stock/db}}]
                """;
    }

    @Test
    void findsSidecarsThatCallAmbientWorkloads() {
        Finding finding = tester.finding(document("sidecar", "{cluster: west, proxy: ambient}  # SVC009"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("service", "stock/db")
                .containsEntry("network", "b")
                .containsEntry("consequence", "sidecars in east are given none of its ambient workloads");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/1/workloads/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy: sidecar", "proxy: none", "hostNetwork: true", "mtls: DISABLE"})
    void findsAmbientClientsOfWorkloadsWithoutHbone(String workload) {
        Finding finding = tester.finding(document("ambient", "{cluster: west, %s}  # SVC009".formatted(workload)));

        assertThat(finding.facts())
                .containsEntry("consequence", "ambient clients in east reach none of its workloads without HBONE");
    }

    @Test
    void oneDataPlaneHolds() {
        tester.holds(document("sidecar", "{cluster: west, proxy: sidecar}"));
        tester.holds(document("ambient", "{cluster: west, proxy: ambient}"));
    }

    @Test
    void theModeOfADestinationRuleDoesNotMakeHboneCount() {
        tester.finding(document("sidecar", "{cluster: west, proxy: ambient}  # SVC009")
                .replace("scope: mesh", "scope: mesh\n    clientTls: ISTIO_MUTUAL"));
    }

    @Test
    void sidecarsDoWithoutTheAmbientWorkloadsWhereThereAreOthers() {
        tester.holds(document("sidecar", "{cluster: west, proxy: ambient}", "{cluster: west, proxy: sidecar}"));
        tester.finding(document(
                "sidecar",
                "{cluster: west, proxy: ambient}  # SVC009",
                "{cluster: west, proxy: sidecar, replicas: 0}"));
        tester.finding(
                document("sidecar", "{cluster: west, proxy: ambient}  # SVC009", "{cluster: west, proxy: none}"));
    }

    @Test
    void ambientClientsFailOnTheirShareOfTheOthers() {
        tester.finding(
                document("ambient", "{cluster: west, proxy: ambient}", "{cluster: west, proxy: sidecar}  # SVC009"));
    }

    @Test
    void endpointsOnTheClientsOwnNetworkDoNotExcuseIt() {
        tester.finding(document("sidecar", "{cluster: west, proxy: ambient}  # SVC009", "{cluster: east}"));
    }

    @Test
    void workloadsWithoutProxyAreNotItsBusinessForSidecars() {
        tester.holds(document("sidecar", "{cluster: west, proxy: none}"));
    }

    @Test
    void insideANetworkBothDataPlanesGetAlong() {
        tester.holds(document("sidecar", "{cluster: west, proxy: ambient}").replace("network: b,", "network: a,"));
        tester.holds(document("ambient", "{cluster: west, proxy: sidecar}").replace("network: b,", "network: a,"));
    }

    @Test
    void eachNetworkIsAFindingForClientsOfBothKinds() {
        String yaml = document(
                        "ambient",
                        "{cluster: west, proxy: sidecar}  # SVC009",
                        "{cluster: west, network: c, proxy: ambient}  # SVC009")
                .replace("{name: b}]", "{name: b}, {name: c}]")
                .replace("stock/db}}]", "stock/db}}, {from: {cluster: west}, to: {service: stock/db}}]");

        assertThat(tester.check(yaml))
                .extracting(finding ->
                        finding.facts().get("network") + ": " + finding.facts().get("consequence"))
                .containsExactly(
                        "b: ambient clients in east reach none of its workloads without HBONE",
                        "c: sidecars in west are given none of its ambient workloads");
    }

    @Test
    void clientsOfBothKindsAreOneFindingForANetwork() {
        String yaml = document(
                        "ambient",
                        "{cluster: west, network: c, proxy: none}  # SVC009",
                        "{cluster: west, network: c, proxy: ambient}  # SVC009")
                .replace("{name: b}]", "{name: b}, {name: c}]")
                .replace("stock/db}}]", "stock/db}}, {from: {cluster: west}, to: {service: stock/db}}]");

        assertThat(tester.finding(yaml).facts().get("consequence"))
                .contains("sidecars in west")
                .contains("ambient clients in east");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope: clusterLocal", "scope: mesh\n    headless: true"})
    void whatIsNotServedAcrossNetworksIsNotItsBusiness(String fields) {
        tester.holds(document("sidecar", "{cluster: west, proxy: ambient}").replace("scope: mesh", fields));
    }

    @Test
    void needsWorkloadsAndDiscovery() {
        String yaml = document("sidecar", "{cluster: west, proxy: ambient}");

        assertThat(tester.needs(yaml.replaceFirst("workloads:\n.*\n", "\n"))).containsExactly("/services/1/workloads");
        assertThat(tester.needs(yaml.replace(", workloads: [{cluster: east}]}", "}")))
                .containsExactly("/services/0/workloads");
        assertThat(tester.needs(yaml.replace("east, remoteSecrets: [{cluster: west}]", "east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void needsToKnowWhetherSidecarsRemain() {
        String yaml = document("sidecar", "{cluster: west, proxy: ambient}", "{cluster: south, proxy: sidecar}")
                .replace("controlPlanes:", "  - {name: south, mesh: m, network: b}\ncontrolPlanes:")
                .replace(
                        "[{cluster: west}]}\n  - {name: istiod-west",
                        "[{cluster: west}, {cluster: south}]}\n  - {name: istiod-west");

        assertThat(tester.needs(yaml)).containsExactly("/clusters/2/apiServer/reachableFrom");
    }
}
