package dev.sailplan.rule.locality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossRegionDefaultTest {

    private static final String SPREAD = "workloads: [{cluster: east}, {cluster: west}]}";

    private final RuleTester tester = RuleTester.of("LOC005");

    /** Two primaries of one network that know each other, in two regions, with the given services of namespace shop. */
    private static String with(String... services) {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, region: us-east1, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, region: us-west1, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                """);
        for (String service : services) {
            yaml.append("  - {namespace: shop, ").append(service).append('\n');
        }
        return yaml.toString();
    }

    @Test
    void findsAServiceWithoutPolicyInTwoRegions() {
        Finding finding = tester.finding(with("name: web, " + SPREAD + "  # LOC005"));

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts())
                .containsEntry("services", "shop/web")
                .containsEntry("regions", "regions us-east1 and us-west1");
    }

    @Test
    void theServicesOfAMeshAreOneFinding() {
        Finding finding = tester.finding(with(
                "name: web, " + SPREAD + "  # LOC005",
                "name: api, " + SPREAD + "  # LOC005",
                "name: here, workloads: [{cluster: east}]}"));

        assertThat(finding.facts()).containsEntry("services", "shop/api and shop/web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outlierDetection: true",
                "outlierDetection: false, failover: [{from: us-east1, to: us-west1}]",
                "failoverPriority: [topology.istio.io/network]",
                "distribute: [{from: \"*\", to: {us-east1: 50, us-west1: 50}}]",
                "enabled: false"
            })
    void anyPolicyHolds(String policy) {
        tester.holds(with("name: web, locality: {" + policy + "}, " + SPREAD));
    }

    @Test
    void aPolicyThatSaysNothingIsNone() {
        tester.finding(with("name: web, locality: {outlierDetection: false}, " + SPREAD + "  # LOC005"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workloads: [{cluster: east}, {cluster: east, zone: a}]}",
                "workloads: [{cluster: east}, {cluster: west, region: us-east1}]}",
                "workloads: [{cluster: east}, {cluster: west, replicas: 0}]}",
                "scope: clusterLocal, " + SPREAD,
                "headless: true, " + SPREAD,
                "workloads: []}"
            })
    void callsThatStayInARegionHold(String service) {
        tester.holds(with("name: web, " + service));
    }

    @Test
    void machinesInAnotherRegionThanTheirClusterCount() {
        tester.finding(with("name: web, workloads: [{cluster: east}, {cluster: east, region: onprem}]}  # LOC005"));
    }

    @Test
    void onlyWhatAConsumerIsServedCounts() {
        String yaml = with("name: web, " + SPREAD);

        tester.holds(yaml.replaceAll("remoteSecrets: .*", "remoteSecrets: []}"));
        tester.holds(yaml + "traffic: [{from: {cluster: east}, to: {cluster: east}}]\n");
        tester.finding(yaml.replace(SPREAD, SPREAD + "  # LOC005")
                + "traffic: [{from: {cluster: east}, to: {service: shop/web}}]\n");
    }

    @Test
    void aServiceThatNobodyCallsHolds() {
        tester.holds(with("name: web, " + SPREAD, "name: api, workloads: [{cluster: east}]}")
                + "traffic: [{from: {service: shop/web}, to: {service: shop/api}}]\n");
    }

    @Test
    void theServicesOfEachMeshAreACauseOfTheirOwn() {
        String yaml = with(
                        "name: web, mesh: m, " + SPREAD,
                        "name: web, mesh: n, workloads: [{cluster: north}, {cluster: north, region: onprem}]}")
                .replace("{name: m}]", "{name: m}, {name: n}]")
                .replace(
                        "controlPlanes:\n",
                        "  - {name: north, mesh: n, region: eu-north1}\ncontrolPlanes:\n  - {name: istiod-north, cluster: north, remoteSecrets: []}\n");

        assertThat(tester.findings(yaml))
                .extracting(finding -> finding.facts().get("services"))
                .containsExactly("m/shop/web", "n/shop/web");
    }

    @Test
    void needsRegionsOnlyWhereTheServiceRunsInSeveralClusters() {
        String unknown = with("name: web, " + SPREAD, "name: here, workloads: [{cluster: west}]}")
                .replace("region: us-west1, ", "");

        assertThat(tester.needs(unknown)).containsExactly("/clusters/1/region");
        tester.holds(unknown.replace("{cluster: east}, {cluster: west}", "{cluster: west}, {cluster: west, zone: b}"));
        tester.holds(unknown.replace("{cluster: west}]}", "{cluster: west, region: us-east1}]}"));
    }

    @Test
    void needsWorkloadsDiscoveryAndThePolicyWhereTheyDecide() {
        assertThat(tester.needs(with("name: web}"))).containsExactly("/services/0/workloads");
        assertThat(tester.needs(with("name: web, locality: {}, " + SPREAD)))
                .containsExactly("/services/0/locality/outlierDetection");
        assertThat(tester.needs(with("name: web, definedIn: [{cluster: east}], " + SPREAD)
                        .replace(
                                "istiod-east, cluster: east, remoteSecrets: [{cluster: west}]",
                                "istiod-east, cluster: east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void oneConsumerThatIsCertainIsEnough() {
        tester.finding(with("name: web, " + SPREAD + "  # LOC005")
                .replace("istiod-east, cluster: east, remoteSecrets: [{cluster: west}]", "istiod-east, cluster: east"));
    }

    @Test
    void thousandsOfServicesAreOneFinding() {
        String[] services = new String[2000];
        for (int i = 0; i < services.length; i++) {
            services[i] = "name: s%04d, %s%s".formatted(i, SPREAD, i < 100 ? "  # LOC005" : "");
        }

        assertThat(tester.finding(with(services)).facts())
                .containsEntry("services", "shop/s0000, shop/s0001, shop/s0002 and 1997 more");
    }
}
