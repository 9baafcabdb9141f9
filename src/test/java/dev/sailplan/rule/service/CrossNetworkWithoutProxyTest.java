package dev.sailplan.rule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossNetworkWithoutProxyTest {

    private static final String MESH = """
            name: t
            networks: [{name: a}, {name: b}]
            meshes: [{name: m}]
            clusters:
              - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
              - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
              - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: east}]}
            """;

    private static final String TRAFFIC = "traffic: [{from: {service: shop/web}, to: {service: stock/db}}]\n";

    private final RuleTester tester = RuleTester.of("SVC001");

    private static String db(String... workloads) {
        return MESH + "  - name: db\n    namespace: stock\n    workloads:\n      - "
                + String.join("\n      - ", workloads) + "\n";
    }

    @Test
    void findsACallThatIsLeftWithoutAnyEndpoint() {
        Finding finding = tester.finding(db("{cluster: west, proxy: none, replicas: 3}  # SVC001") + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("amount", "3 of 3")
                .containsEntry("service", "stock/db")
                .containsEntry("network", "b")
                .containsEntry("clients", "east");
    }

    @Test
    void rawAddressesNeedNoProxyWhereALinkLeadsToANetworkWithoutGateway() {
        String yaml = db("{cluster: west, proxy: none}") + TRAFFIC;
        String link = "links: [{from: a, to: b}]\n";

        assertThat(tester.needs(yaml + link)).containsExactly("/networks/1/gateways");
        String none = yaml.replace("{name: b}", "{name: b, gateways: []}");
        tester.holds(none + link);
        tester.finding(none.replace("proxy: none}", "proxy: none}  # SVC001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", proxy: sidecar", ", proxy: sidecar, addresses: ['fd00::7']"})
    void aProxiedWorkloadIsVisible(String proxy) {
        tester.holds(db("{cluster: west" + proxy + "}") + TRAFFIC);
    }

    @Test
    void nothingServesTheHostNetworkWhateverIsInjected() {
        tester.finding(db("{cluster: west, proxy: sidecar, hostNetwork: true}  # SVC001") + TRAFFIC);
    }

    @Test
    void theAddressFamilyOfTheEndpointsDoesNotMatter() {
        tester.finding(db("{cluster: west, proxy: none, addresses: ['fd00::7', 10.0.0.7]}  # SVC001") + TRAFFIC);
    }

    @Test
    void warnsWhereSomeWorkloadsOfTheNetworkRemain() {
        Finding finding = tester.finding(
                db("{cluster: west, proxy: none, replicas: 2}  # SVC001", "{cluster: west, replicas: 3}") + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("amount", "2 of 5");
    }

    @Test
    void warnsWhereEndpointsInTheClientsOwnNetworkRemain() {
        Finding finding =
                tester.finding(db("{cluster: west, proxy: none}  # SVC001", "{cluster: east, proxy: none}") + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("network", "b").containsEntry("amount", "1 of 1");
    }

    @Test
    void endpointsScaledToZeroDoNotRemain() {
        Finding finding =
                tester.finding(db("{cluster: west, proxy: none}  # SVC001", "{cluster: east, replicas: 0}") + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        tester.holds(db("{cluster: west, proxy: none, replicas: 0}") + TRAFFIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{service: shop/web}", "{cluster: east}", "{namespace: shop}"})
    void everyKindOfCallerConsumes(String from) {
        tester.finding(db("{cluster: west, proxy: none}  # SVC001") + "traffic: [{from: " + from
                + ", to: {service: stock/db}}]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{service: stock/db}", "{cluster: west}", "{namespace: stock}"})
    void everyKindOfTargetIsConsumed(String to) {
        tester.finding(
                db("{cluster: west, proxy: none}  # SVC001") + "traffic: [{from: {cluster: east}, to: " + to + "}]\n");
    }

    @Test
    void trafficToAClusterCountsTheEndpointsThereOnly() {
        String traffic = "traffic: [{from: {cluster: east}, to: {cluster: west}}]\n";

        Finding finding = tester.finding(db("{cluster: west, proxy: none}  # SVC001", "{cluster: east}") + traffic);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        tester.holds(db("{cluster: west}", "{cluster: east, proxy: none}") + traffic);
    }

    @Test
    void withoutTrafficEveryClusterThatDefinesTheServiceConsumesIt() {
        String yaml = db("{cluster: west, proxy: none}%s");

        tester.finding(yaml.formatted("  # SVC001") + "    definedIn: [{cluster: east}, {cluster: west}]\n");
        tester.finding(yaml.formatted("  # SVC001") + "    serviceEntryIn: [east]\n");
        tester.holds(yaml.formatted(""));
    }

    @Test
    void aServiceThatTrafficDoesNotMentionIsNotConsumed() {
        tester.holds(db("{cluster: west, proxy: none}") + "    definedIn: [{cluster: east}]\n"
                + "traffic: [{from: {cluster: west}, to: {service: shop/web}}]\n");
    }

    @Test
    void endpointsOfAClusterThatTrafficBlocksAreNotLost() {
        String yaml = db("{cluster: west, proxy: none}") + TRAFFIC;

        tester.holds(yaml.replace("}}]\n", "}}, {from: {cluster: east}, to: {cluster: west}, expect: blocked}]\n"));
        tester.finding(yaml.replace("}}]\n", "}}, {from: {cluster: west}, to: {cluster: east}, expect: blocked}]\n")
                .replace("proxy: none}", "proxy: none}  # SVC001"));
    }

    @Test
    void callersInTheSameNetworkReachPlainWorkloads() {
        tester.holds(
                db("{cluster: west, proxy: none}") + "traffic: [{from: {cluster: west}, to: {service: stock/db}}]\n");
    }

    @Test
    void clustersThatShareANetworkReachPlainWorkloads() {
        tester.holds((db("{cluster: west, proxy: none}") + TRAFFIC).replace("network: b", "network: a"));
        tester.holds((db("{cluster: west, proxy: none}") + TRAFFIC).replaceAll(", network: [ab]", ""));
        tester.holds((db("{cluster: west, proxy: none}") + TRAFFIC).replace(", network: a", ""));
    }

    @Test
    void aMachineInANetworkOfItsOwnIsInvisibleToItsCluster() {
        tester.finding(db("{cluster: west, network: a, proxy: none}  # SVC001")
                + "traffic: [{from: {cluster: west}, to: {service: stock/db}}]\n");
    }

    @Test
    void eachNetworkIsAFinding() {
        String yaml = (db(
                                "{cluster: west, proxy: none}  # SVC001",
                                "{cluster: west, network: c, proxy: none}  # SVC001")
                        + TRAFFIC)
                .replace("{name: b}]", "{name: b}, {name: c}]");

        assertThat(tester.check(yaml))
                .extracting(finding -> finding.facts().get("network"))
                .containsExactly("b", "c");
    }

    @Test
    void ambientClientsAreNotItsBusiness() {
        tester.holds((db("{cluster: west, proxy: none}") + "    scope: mesh\n" + TRAFFIC)
                .replace("network: a,", "network: a, dataPlane: ambient,"));
    }

    @Test
    void aClusterLocalServiceIsNotConsumedFromElsewhere() {
        tester.holds(db("{cluster: west, proxy: none}") + "    scope: clusterLocal\n" + TRAFFIC);
    }

    @Test
    void whatTheClientsControlPlaneDoesNotDiscoverIsNotItsBusiness() {
        tester.holds((db("{cluster: west, proxy: none}") + TRAFFIC)
                .replace("[{cluster: west}]}\n  - {name: istiod", "[]}\n  - {name: istiod"));
    }

    @Test
    void anUndiscoveredClusterIsNotAnEndpointThatRemains() {
        String yaml = (db("{cluster: west, proxy: none}  # SVC001", "{cluster: south}") + TRAFFIC)
                .replace("controlPlanes:", "  - {name: south, mesh: m, network: b}\ncontrolPlanes:");

        assertThat(tester.finding(yaml).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void needsTheSecretsOfTheClientsControlPlane() {
        String yaml = (db("{cluster: west, proxy: none}") + TRAFFIC)
                .replace("east, remoteSecrets: [{cluster: west}]", "east");

        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void needsToKnowWhetherTheApiServerIsReachable() {
        String yaml = (db("{cluster: west, proxy: none}") + TRAFFIC)
                .replace("network: b, apiServer: {reachableFrom: [\"*\"]}", "network: b");

        assertThat(tester.needs(yaml)).containsExactly("/clusters/1/apiServer/reachableFrom");
    }

    @Test
    void warnsAndNeedsWhatDecidesTheSeverity() {
        String yaml = (db("{cluster: west, proxy: none}  # SVC001", "{cluster: south}") + TRAFFIC)
                .replace("controlPlanes:", "  - {name: south, mesh: m, network: b}\ncontrolPlanes:")
                .replace("[{cluster: west}]", "[{cluster: west}, {cluster: south}]");

        assertThat(tester.needs(yaml)).containsExactly("/clusters/2/apiServer/reachableFrom");
        assertThat(tester.finding(yaml).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void needsTheWorkloadsOfAServiceThatIsConsumed() {
        String yaml = MESH + "  - {name: db, namespace: stock}\n";

        assertThat(tester.needs(yaml + TRAFFIC)).containsExactly("/services/1/workloads");
        assertThat(tester.needs(yaml)).containsExactly("/services/1/workloads");
        assertThat(tester.needs(yaml.replace("stock}", "stock, definedIn: [{cluster: east}]}")))
                .containsExactly("/services/1/workloads");
    }

    @Test
    void needsTheWorkloadsOfTheCaller() {
        String yaml = (db("{cluster: west, proxy: none}") + TRAFFIC).replace(", workloads: [{cluster: east}]}", "}");

        assertThat(tester.needs(yaml)).containsExactly("/services/0/workloads");
    }

    @Test
    void callersOfAClusterThatNoControlPlaneServesDoNotMatter() {
        String yaml = (db("{cluster: west, proxy: none}") + TRAFFIC)
                .replace(", workloads: [{cluster: east}]}", "}")
                .replace("  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}\n", "");

        tester.holds(yaml.replace("east, mesh: m, ", "east, "));
        assertThat(tester.needs(yaml.replace("cluster: west, remote", "cluster: west, mesh: m, remote")
                        .replace(
                                "name: east, mesh: m, network: a, ",
                                "name: east, mesh: m, network: a, controlPlanes: [istiod-west], ")))
                .containsExactly("/services/0/workloads");
    }

    @Test
    void headlessServicesAreAnotherRulesCause() {
        tester.holds(db("{cluster: west, proxy: none}") + "    headless: true\n" + TRAFFIC);
        tester.holds(MESH + "  - {name: db, namespace: stock, headless: true}\n" + TRAFFIC);
    }

    @Test
    void anEndpointWithWhichEveryHandshakeFailsDoesNotRemain() {
        Finding finding = tester.finding(db("{cluster: west, proxy: none}  # SVC001", "{cluster: west, mtls: DISABLE}")
                + "    clientTls: ISTIO_MUTUAL\n" + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void unknownWorkloadsDoNotMatterWhereThereIsOneNetwork() {
        String yaml = MESH.replace(", workloads: [{cluster: east}]", "")
                + "  - {name: db, namespace: stock, workloads: [{cluster: west, proxy: none}]}\n" + TRAFFIC;

        tester.holds(yaml.replaceAll(", network: [ab]", "").replace("networks: [{name: a}, {name: b}]\n", ""));
        tester.holds(yaml.replaceAll("network: [ab]", "network: a").replace(", {name: b}]", "]"));
    }

    @Test
    void anotherMeshConsumesWhatIsExportedToIt() {
        String yaml = """
                name: t
                networks: [{name: a}, {name: b}]
                meshes:
                  - {name: m, federatesWith: [{mesh: n, exports: [%s]}]}
                  - {name: n}
                clusters:
                  - {name: east, mesh: n, network: a}
                  - {name: west, mesh: m, network: b}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: []}
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                services:
                  - {name: db, namespace: stock, mesh: m, serviceEntryIn: [east], workloads: [{cluster: west, proxy: none}]}%s
                """;

        tester.finding(yaml.formatted("stock/db", "  # SVC001"));
        tester.holds(yaml.formatted("stock/cache", ""));
    }

    @Test
    void hundredsOfClientClustersAreOneFinding() {
        StringBuilder yaml = new StringBuilder("""
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m}]
                controlPlanes: [{name: istiod, mesh: m, remoteSecrets: [{cluster: west}]}]
                services:
                  - {name: db, namespace: stock, workloads: [{cluster: west, proxy: none}]}  # SVC001
                clusters:
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod], apiServer: {reachableFrom: ["*"]}}
                """);
        StringBuilder traffic = new StringBuilder("traffic:\n");
        for (int i = 0; i < 300; i++) {
            yaml.append("  - {name: c%03d, mesh: m, network: a, controlPlanes: [istiod]}%n".formatted(i));
            traffic.append("  - {from: {cluster: c%03d}, to: {service: stock/db}}%n".formatted(i));
        }

        Finding finding = tester.finding(yaml.append(traffic).toString());

        assertThat(finding.facts()).containsEntry("clients", "c000, c001, c002 and 297 more");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/services/0/workloads/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{cluster: west, mtls: DISABLE}",
                "{cluster: west, proxy: ambient}",
                "{cluster: east, addresses: []}",
                "{cluster: east, addresses: [db.example]}"
            })
    void anEndpointThatIsNotServedOrNotUsableDoesNotRemain(String other) {
        Finding finding = tester.finding(db("{cluster: west, proxy: none}  # SVC001", other) + TRAFFIC);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void aHostNameIsNeverServedAndSoNeverMissed() {
        tester.holds(db("{cluster: west, proxy: none, addresses: [db.example]}") + TRAFFIC);
    }

    @Test
    void needsWhatCouldMakeItsWarningAnError() {
        String yaml = """
                name: t
                networks: [{name: a}, {name: b}, {name: c}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: c, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                  - {name: istiod-south, cluster: south}
                services:
                  - name: db
                    namespace: stock
                    workloads:
                      - {cluster: west, proxy: none}  # SVC001
                      - {cluster: east}
                traffic:
                  - {from: {cluster: east}, to: {service: stock/db}}
                  - {from: {cluster: south}, to: {service: stock/db}}
                """;

        assertThat(tester.findings(yaml)).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(tester.needs(yaml)).containsExactly("/controlPlanes/2/remoteSecrets");
    }
}
