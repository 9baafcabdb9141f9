package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverPriorityNetworkTest {

    private static final String NETWORK = "topology.istio.io/network";
    private static final String CLUSTER = "topology.istio.io/cluster";
    private static final String REGION = "topology.kubernetes.io/region";

    private final RuleTester tester = RuleTester.of("LOC007");

    /** A service on two networks, each with a gateway, with the given priorities, under the given version. */
    private static String with(String version, String... labels) {
        return """
                name: t
                istioVersion: "%s"
                networks:
                  - {name: a, gateways: [{name: gw-east, cluster: east, addresses: [192.0.2.1]}]}
                  - {name: b, gateways: [{name: gw-west, cluster: west, addresses: [192.0.2.2]}]}
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, region: us-east1, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, region: us-west1, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                  - name: web
                    namespace: shop
                    ports: [{name: http, number: 80}]
                    locality: {outlierDetection: true, failoverPriority: [%s]}
                    workloads: [{cluster: east}, {cluster: west}]
                """.formatted(version, String.join(", ", labels));
    }

    private static String marked(String yaml) {
        return yaml.replaceAll("(?m)(failoverPriority: .*)$", "$1  # LOC007");
    }

    @Test
    void findsALabelThatGatewaysDoNotHave() {
        Finding finding = tester.finding(marked(with("1.31", REGION, CLUSTER)));

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("services", "shop/web")
                .containsEntry("labels", REGION)
                .containsEntry("clients", "east and west")
                .containsEntry("networks", "networks a and b");
        assertThat(finding.subjects())
                .extracting(FindingSubject::pointer)
                .containsExactly("/services/0/locality/failoverPriority");
        assertThat(finding.message()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "version=v2",
                REGION + "=us-west1",
                "topology.kubernetes.io/zone",
                "topology.istio.io/subzone",
                "topology.istio.io/networks"
            })
    void onlyNetworkAndClusterAreOnGateways(String label) {
        assertThat(tester.finding(marked(with("1.31", label))).facts()).containsEntry("labels", label);
        assertThat(tester.finding(marked(with("1.31", NETWORK, label))).facts()).containsEntry("labels", label);
    }

    @ParameterizedTest
    @ValueSource(strings = {NETWORK, CLUSTER, NETWORK + ", " + CLUSTER, CLUSTER + ", " + NETWORK + "=b"})
    void labelsOfGatewaysHold(String labels) {
        tester.holds(with("1.31", labels));
    }

    @Test
    void findsLabelsBehindTheNetworkInAVersionThatStopsThere() {
        Finding finding = tester.finding(marked(with("1.30", NETWORK, CLUSTER + "=west")));

        assertThat(finding.facts()).containsEntry("labels", CLUSTER + "=west");
        assertThat(finding.facts().get("why")).contains("before 1.31").doesNotContain("gateways");
        tester.holds(with("1.30", NETWORK));
        tester.holds(with("1.30", CLUSTER, NETWORK));
    }

    @Test
    void bothReasonsAreOneCause() {
        Finding finding = tester.finding(marked(with("1.30", NETWORK, REGION, CLUSTER)));

        assertThat(finding.facts()).containsEntry("labels", CLUSTER + " and " + REGION);
        assertThat(finding.facts().get("why")).contains("before 1.31").contains("gateways");
    }

    @Test
    void theVersionIsThatOfTheClientsControlPlane() {
        Finding finding = tester.finding(
                marked(with("1.31", NETWORK, CLUSTER)).replace("istiod-west, ", "istiod-west, version: \"1.30\", "));

        assertThat(finding.facts()).containsEntry("clients", "west").containsEntry("networks", "network a");
    }

    @Test
    void onlyCallsThroughGatewaysCount() {
        String yaml = with("1.31", REGION);

        tester.holds(yaml.replace("network: b, ", "network: a, "));
        tester.holds(yaml.replace(", {cluster: west}]", "]")
                + "traffic: [{from: {cluster: east}, to: {service: shop/web}}]\n");
        tester.holds(yaml.replace("remoteSecrets: [{cluster: west}]", "remoteSecrets: []")
                .replace("remoteSecrets: [{cluster: east}]", "remoteSecrets: []"));
        tester.holds(yaml.replaceAll("gateways: .*", "gateways: []}"));
    }

    @Test
    void aPolicyThatIsOffOrHasNoPrioritiesHolds() {
        tester.holds(with("1.31", REGION).replace("outlierDetection: true", "enabled: false"));
        tester.holds(with("1.31", ""));
        tester.holds(with("1.31", REGION)
                .replace("failoverPriority: [" + REGION + "]", "failover: [{from: us-east1, to: us-west1}]"));
        tester.holds(with("1.31", REGION)
                .replace("outlierDetection: true", "distribute: [{from: us-east1, to: {us-east1: 100}}]"));
    }

    @Test
    void servicesWithTheSameLabelsAreOneCause() {
        StringBuilder yaml = new StringBuilder(marked(with("1.31", REGION)));
        for (int i = 0; i < 300; i++) {
            yaml.append("""
                      - {name: x%03d, namespace: shop, locality: {failoverPriority: [%s]}, workloads: [{cluster: east}, {cluster: west}]}%s
                    """.formatted(i, REGION, i < 99 ? "  # LOC007" : ""));
        }

        assertThat(tester.finding(yaml.toString()).facts())
                .containsEntry("services", "shop/web, shop/x000, shop/x001 and 298 more");
    }

    @Test
    void otherLabelsAreAnotherCause() {
        String yaml = marked(with("1.31", REGION)) + """
                  - {name: api, namespace: shop, locality: {failoverPriority: [version]}, workloads: [{cluster: east}, {cluster: west}]}  # LOC007
                """;

        assertThat(tester.check(yaml)).hasSize(2);
    }

    @Test
    void needsTheGatewaysOfANetworkThatIsCalled() {
        String yaml = with("1.31", REGION).replaceAll("(?m)\\{name: b, gateways: .*$", "{name: b}");

        assertThat(tester.needs(marked(yaml))).containsExactly("/networks/1/gateways");
        tester.holds(yaml.replace(REGION, NETWORK));
    }

    @Test
    void needsWorkloadsAndDiscovery() {
        assertThat(tester.needs(with("1.31", REGION).replace("workloads: [{cluster: east}, {cluster: west}]", "")))
                .containsExactly("/services/0/workloads");
        assertThat(tester.needs(with("1.31", REGION)
                        .replace("cluster: east, remoteSecrets: [{cluster: west}]", "cluster: east")
                        .replace(
                                "cluster: west, remoteSecrets: [{cluster: east}]", "cluster: west, remoteSecrets: []")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }
}
