package dev.sailplan.rule.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.finding.FindingSubject;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPortClosedTest {

    private static final String CLOSED = "{from: a, to: b, ports: [6443]}";

    private final RuleTester tester = RuleTester.of("NET005");

    /** Two primaries, each on a network with a gateway; the east calls shop/web in the west. */
    private static String apart(String... links) {
        return """
                name: t
                networks:
                  - {name: a, gateways: [{name: gw-a, cluster: east, addresses: [192.0.2.1]}]}
                  - {name: b, gateways: [{name: gw-b, cluster: west, addresses: [192.0.2.2]}]}
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {address: "https://192.0.2.11:6443", reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {address: "https://192.0.2.12:6443", reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services:
                  - {name: web, namespace: shop, ports: [{name: http, number: 80, targetPort: 8080}], definedIn: [{cluster: east}], workloads: [{cluster: west}]}
                """ + links(links);
    }

    private static String links(String... links) {
        return "links:\n"
                + List.of(links).stream().map(link -> "  - " + link + "\n").collect(Collectors.joining());
    }

    @Test
    void findsALinkThatLeavesThePortOfAGatewayClosed() {
        Finding finding = tester.finding(apart(CLOSED + "  # NET005"));

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts())
                .containsEntry("from", "a")
                .containsEntry("to", "b")
                .containsEntry("ports", "15443")
                .containsEntry("clients", "cluster east")
                .containsEntry("gateways", "gateway gw-b")
                .containsEntry("use", "for calls from cluster east to shop/web through gateway gw-b");
        assertThat(finding.subjects()).extracting(FindingSubject::pointer).containsExactly("/links/0");
        assertThat(finding.message()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: a, to: b, ports: [6443, 15443]}",
                "{from: a, to: b}",
                "{from: b, to: a, ports: [6443]}",
                "{from: b, to: a, routable: false}",
                "{from: a, to: a, ports: [443]}",
                "{from: west, to: east, ports: []}"
            })
    void holdsWhereThePortIsOpenOrTheLinkLeadsElsewhere(String link) {
        tester.holds(apart(link));
    }

    @ParameterizedTest
    @ValueSource(strings = {"east, to: west", "east, to: b", "a, to: west"})
    void anEntryForAClusterBeatsOneForItsNetwork(String route) {
        String link = "{from: " + route + ", ports: [6443]}";

        tester.finding(apart(link + "  # NET005", "{from: a, to: b}"));
        tester.holds(apart(CLOSED, link.replace("6443", "6443, 15443")));
    }

    @Test
    void entriesBetweenTheSameTwoAddUpAndAreOneCause() {
        tester.holds(apart(CLOSED, "{from: a, to: b, ports: [15443]}"));
        assertThat(tester.finding(apart(CLOSED + "  # NET005", "{from: a, to: b, ports: [15012]}  # NET005"))
                        .subjects())
                .hasSize(2);
    }

    @Test
    void thePortIsThatOfTheGateway() {
        String other =
                apart("{from: a, to: b, ports: [6443, 15443]}").replace("[192.0.2.2]", "[192.0.2.2], port: 15444");

        assertThat(tester.finding(other.replace("15443]}", "15443]}  # NET005")).facts())
                .containsEntry("ports", "15444");
        tester.holds(other.replace("6443, 15443", "6443, 15444"));
    }

    @Test
    void ambientClientsNeedThePortForHbone() {
        String ambient = apart("{from: a, to: b, ports: [6443, 15443]}  # NET005")
                .replace("{name: m}", "{name: m, dataPlane: ambient}")
                .replace("[192.0.2.2]", "[192.0.2.2], hbonePort: 15008")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,");

        assertThat(tester.finding(ambient).facts()).containsEntry("ports", "15008");
        tester.holds(ambient.replace("15443]}  # NET005", "15008]}"));
    }

    /** The gateway is outside the cluster, so that the API server is reached over another link than the gateway. */
    @Test
    void findsALinkThatLetsNothingThrough() {
        Finding finding = tester.finding(
                apart("{from: a, to: b, routable: false}  # NET005", "{from: east, to: west, ports: [6443]}")
                        .replace("gw-b, cluster: west", "gw-b"));

        assertThat(finding.facts()).containsEntry("closes", "is not routable, which closes port 15443");
    }

    /** Without the API server nothing of the other cluster is discovered, and DSC003 says so. */
    @ParameterizedTest
    @ValueSource(strings = {"routable: false", "ports: [443]", "ports: []"})
    void holdsWhereTheApiServerIsBehindTheSameLink(String closed) {
        String yaml = apart("{from: a, to: b, " + closed + "}");

        tester.holds(yaml);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).contains("DSC003");
    }

    @Test
    void eachGatewayThatCallsAreSentToCounts() {
        String gateways = apart("{from: east, to: b, ports: [6443, 15443]}")
                .replace(
                        "gw-b, cluster: west, addresses: [192.0.2.2]}",
                        "gw-b, addresses: [192.0.2.2]}, {name: gw-c, addresses: [192.0.2.3], port: 15444}");

        Finding finding = tester.finding(gateways.replace("15443]}", "15443]}  # NET005"));
        assertThat(finding.facts()).containsEntry("gateways", "gateway gw-c").containsEntry("ports", "15444");
    }

    @Test
    void holdsForGatewaysThatNoCallIsSentTo() {
        String spare = apart("{from: east, to: b, ports: [6443, 15443]}")
                .replace("[192.0.2.2]}", "[192.0.2.2]}, {name: gw-c, addresses: [192.0.2.3], port: 15444}");

        tester.holds(spare);
        tester.holds(apart(CLOSED).replace("[192.0.2.2]", "[]"));
        tester.holds(apart(CLOSED).replace("[192.0.2.2]", "[192.0.2.2], exposes: [controlPlane]"));
        tester.holds(
                apart(CLOSED).replace("workloads: [{cluster: west}]", "workloads: [{cluster: west, proxy: ambient}]"));
        tester.holds(apart(CLOSED).replace("definedIn: [{cluster: east}], ", ""));
    }

    /** Two primaries on one network; the east calls shop/web in the west. */
    private static String together(String... links) {
        return apart(links).replace("network: b,", "network: a,");
    }

    @Test
    void findsALinkInsideANetworkThatLeavesThePortOfAWorkloadClosed() {
        Finding finding = tester.finding(together("{from: a, to: a, ports: [6443, 80]}  # NET005"));

        assertThat(finding.facts())
                .containsEntry("ports", "8080")
                .containsEntry("use", "for calls from cluster east to shop/web");
        tester.holds(together("{from: a, to: a, ports: [6443, 8080]}"));
        tester.holds(together("{from: west, to: east, ports: [6443]}"));
    }

    @Test
    void callsInsideAClusterPassNoLink() {
        tester.holds(together("{from: a, to: a, ports: [6443]}").replace("{cluster: west}]}", "{cluster: east}]}"));
    }

    @Test
    void aRouteThatIsDeniedInsideANetworkIsTheFaultOfTheNetwork() {
        String yaml = together("{from: east, to: west, routable: false}");

        tester.holds(yaml);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).contains("NET003");
    }

    @Test
    void aCallToAnotherNetworkWithoutGatewayIsTheFaultOfTheNetwork() {
        String yaml = apart(CLOSED).replace("[{name: gw-b, cluster: west, addresses: [192.0.2.2]}]", "[]");

        tester.holds(yaml);
        assertThat(tester.evaluate(yaml).findings()).extracting(Finding::rule).contains("GWY001");
    }

    @Test
    void ambientWorkloadsBesideAreCalledWithHbone() {
        String ambient = together("{from: a, to: a, ports: [6443, 8080]}  # NET005")
                .replace("{name: m}", "{name: m, dataPlane: ambient}")
                .replace("namespace: shop,", "namespace: shop, scope: mesh,");

        assertThat(tester.finding(ambient).facts()).containsEntry("ports", "15008");
        tester.holds(ambient.replace("8080]}  # NET005", "15008]}"));
    }

    @Test
    void machinesInOtherClustersCountAsBeside() {
        String machine = apart("{from: east, to: west, ports: [6443, 15443]}  # NET005")
                .replace("workloads: [{cluster: west}]", "workloads: [{cluster: west, network: a}]");

        assertThat(tester.finding(machine).facts()).containsEntry("ports", "8080");
    }

    /** A primary and a remote on another network, which gets to the control plane through a gateway. */
    private static String remote(String... links) {
        return """
                name: t
                networks:
                  - {name: a, gateways: [{name: gw, cluster: east, addresses: [192.0.2.1], exposes: [services, controlPlane]}]}
                  - {name: b, gateways: []}
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, controlPlanes: [istiod], apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod, cluster: east, address: {value: 10.0.0.5, kind: clusterIp}, remoteSecrets: [{cluster: west}]}
                services: []
                """ + links(links);
    }

    @Test
    void findsALinkOnWhichARemoteReachesNoWebhook() {
        Finding finding = tester.finding(remote("{from: b, to: a, ports: [15012, 15443]}  # NET005"));

        assertThat(finding.facts())
                .containsEntry("ports", "15017")
                .containsEntry("remotes", "cluster west")
                .containsEntry("controlPlanes", "control plane istiod")
                .containsEntry("use", "by remote cluster west to reach control plane istiod");
        tester.holds(remote("{from: b, to: a, ports: [15012, 15017, 15443]}"));
        tester.holds(remote("{from: a, to: b, ports: [6443]}"));
    }

    /** CPL001 speaks of the port for configuration, and of links that let nothing through. */
    @Test
    void thePortForConfigurationIsLeftToTheRuleOnRemotes() {
        String xds = remote("{from: b, to: a, ports: [15017, 15443]}");

        tester.holds(xds);
        assertThat(tester.evaluate(xds).findings()).extracting(Finding::rule).containsExactly("CPL001");
        assertThat(tester.finding(remote("{from: b, to: a, ports: [15443]}  # NET005"))
                        .facts())
                .containsEntry("ports", "15017");
        tester.holds(remote("{from: b, to: a, routable: false}"));
    }

    @ParameterizedTest
    @CsvSource({"publicLoadBalancer, 1", "dnsName, 1", "internalLoadBalancer, 1", "clusterIp, 1", "nodeIp, 1"})
    void theLinkToAnAddressIsNeededWhereThereIsNoGateway(String kind, int findings) {
        String yaml = remote("{from: b, to: a, ports: [15012]}")
                .replace("exposes: [services, controlPlane]", "exposes: [services]")
                .replace("clusterIp", kind);

        assertThat(tester.findings(yaml)).hasSize(findings);
        tester.holds(yaml.replace("[15012]", "[15012, 15017]"));
    }

    @Test
    void oneOpenWayToTheControlPlaneIsEnough() {
        String yaml = remote("{from: b, to: a, ports: [15012]}", "{from: west, to: east}");

        tester.holds(yaml);
        tester.holds(yaml.replace("{name: gw, cluster: east", "{name: gw"));
    }

    @Test
    void findsAllThatIsClosedToAFurtherControlPlane() {
        String yaml = remote("{from: b, to: c, ports: [443]}  # NET005")
                .replace("  - {name: b, gateways", "  - {name: c, gateways: []}\n  - {name: b, gateways")
                .replace(
                        "clusters:\n",
                        "clusters:\n  - {name: north, mesh: m, network: c, apiServer: {reachableFrom: [\"*\"]}}\n")
                .replace("controlPlanes: [istiod]", "controlPlanes: [istiod, other]")
                .replace(
                        "services: []",
                        "  - {name: other, cluster: north, address: {value: istiod.example, kind: dnsName}, remoteSecrets: []}\n"
                                + "services: []");

        assertThat(tester.finding(yaml).facts())
                .containsEntry("ports", "15012, 15017")
                .containsEntry("controlPlanes", "control plane other");
        tester.holds(yaml.replace("{from: b, to: c, ports: [443]}  # NET005", "{from: c, to: b, ports: [443]}"));
    }

    /** An external control plane whose config cluster is east. */
    private static String external(String... links) {
        return """
                name: t
                networks: [{name: a, gateways: []}, {name: b, gateways: []}]
                meshes: [{name: m}]
                clusters:
                  - {name: hub, network: b}
                  - {name: east, mesh: m, network: a, controlPlanes: [istiod], apiServer: {address: "https://192.0.2.11:6443"}}
                controlPlanes:
                  - {name: istiod, cluster: hub, mesh: m, configCluster: east, address: {value: istiod.example, kind: dnsName}, remoteSecrets: []}
                services: []
                """ + links(links);
    }

    @Test
    void findsALinkOnWhichAnExternalControlPlaneDoesNotReadItsConfiguration() {
        Finding finding = tester.finding(external("{from: b, to: a, ports: [443]}  # NET005"));

        assertThat(finding.facts())
                .containsEntry("ports", "6443")
                .containsEntry("use", "by control plane istiod to read config cluster east");
        tester.holds(external("{from: b, to: a, ports: [6443]}"));
        tester.finding(external("{from: hub, to: east, routable: false}  # NET005"));
        tester.holds(external("{from: b, to: a, ports: [443]}").replace("cluster: hub, ", ""));
    }

    @Test
    void needsTheConfigClusterAndTheAddressOfItsApiServer() {
        String closed = external("{from: b, to: a, ports: [443]}");

        assertThat(tester.needs(closed.replace(", configCluster: east", "")))
                .containsExactly("/controlPlanes/0/configCluster");
        assertThat(tester.needs(closed.replace(", apiServer: {address: \"https://192.0.2.11:6443\"}", "")))
                .containsExactly("/clusters/1/apiServer/address");
        tester.holds(external("{from: b, to: a, ports: [6443]}").replace(", configCluster: east", ""));
    }

    @Test
    void oneLinkIsOneFindingWhateverNeedsIt() {
        String both = remote("{from: b, to: a, ports: [15012]}  # NET005")
                .replace(
                        "services: []",
                        "services: [{name: web, namespace: shop, definedIn: [{cluster: west}], workloads: [{cluster: east}]}]");

        assertThat(tester.finding(both).facts())
                .containsEntry("ports", "15017, 15443")
                .containsEntry("use", "for calls from cluster west to shop/web through gateway gw and 1 other use");
    }

    @Test
    void needsTheFactsThatDecideWhetherAPortIsNeeded() {
        assertThat(tester.needs(apart(CLOSED).replace(", workloads: [{cluster: west}]", "")))
                .containsExactly("/services/0/workloads");
        assertThat(tester.needs(apart(CLOSED).replace(", remoteSecrets: [{cluster: west}]", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(remote("{from: west, to: east, ports: [15012]}")
                        .replace("cluster: east, addresses: [192.0.2.1], ", "")))
                .containsExactly("/networks/0/gateways/0/addresses");
        assertThat(tester.needs(remote("{from: b, to: a, ports: [15012]}")
                        .replace(", address: {value: 10.0.0.5, kind: clusterIp}", "")
                        .replace("services, controlPlane", "services")))
                .containsExactly("/controlPlanes/0/address");
    }

    @Test
    void needsThePortsOfServicesBesideOnlyWhereLinksListPorts() {
        String ports = ", ports: [{name: http, number: 80, targetPort: 8080}]";
        String named = ", ports: [{name: http, number: 80, targetPort: main}]";
        String closed = together("{from: a, to: a, ports: [6443]}");

        assertThat(tester.needs(closed.replace(ports, ""))).containsExactly("/services/0/ports");
        assertThat(tester.needs(closed.replace(ports, named))).containsExactly("/services/0/ports");
        assertThat(tester.needs(closed.replace(", workloads: [{cluster: west}]", "")))
                .containsExactly("/services/0/workloads");
        tester.holds(together("{from: a, to: a}").replace(ports, ""));
        tester.holds(apart("{from: a, to: b, ports: [6443, 15443]}").replace(ports, ""));
    }

    @Test
    void doesNotNeedWhatCannotMeetAClosedPort() {
        tester.holds(apart("{from: b, to: a, ports: [6443]}").replace(", remoteSecrets: [{cluster: west}]", ""));
        tester.holds(apart("{from: a, to: b, ports: [15443]}").replace(", workloads: [{cluster: west}]", ""));
        tester.holds(remote("{from: a, to: b, ports: [6443]}").replace("addresses: [192.0.2.1], ", ""));
        tester.holds(apart(CLOSED)
                .replace(", workloads: [{cluster: west}]", "")
                .replace("definedIn: [{cluster: east}]", "definedIn: []"));
    }

    @Test
    void hundredsOfClientsAreOneFinding() {
        String clusters = IntStream.range(0, 400)
                .mapToObj("  - {name: c%03d, mesh: m, network: a}\n"::formatted)
                .collect(Collectors.joining());
        String controlPlanes = IntStream.range(0, 400)
                .mapToObj("  - {name: p%1$03d, cluster: c%1$03d, remoteSecrets: [{cluster: west}]}\n"::formatted)
                .collect(Collectors.joining());
        String objects =
                IntStream.range(0, 400).mapToObj("{cluster: c%03d}"::formatted).collect(Collectors.joining(", "));
        String yaml = apart(CLOSED + "  # NET005")
                .replace("clusters:\n", "clusters:\n" + clusters)
                .replace("controlPlanes:\n", "controlPlanes:\n" + controlPlanes)
                .replace("definedIn: [{cluster: east}]", "definedIn: [" + objects + "]");

        assertThat(tester.finding(yaml).facts()).containsEntry("clients", "clusters c000, c001, c002 and 397 more");
    }

    @Test
    void hundredsOfClustersOnOneNetworkAreOneFinding() {
        String clusters = IntStream.range(0, 300)
                .mapToObj("  - {name: c%03d, mesh: m, network: a, controlPlanes: [istiod-east]}\n"::formatted)
                .collect(Collectors.joining());
        String workloads =
                IntStream.range(0, 300).mapToObj("{cluster: c%03d}"::formatted).collect(Collectors.joining(", "));
        String yaml = together("{from: a, to: a, ports: [6443, 15012, 15017]}  # NET005")
                .replace("clusters:\n", "clusters:\n" + clusters)
                .replace("definedIn: [{cluster: east}], ", "")
                .replace("workloads: [{cluster: west}]", "workloads: [{cluster: west}, " + workloads + "]")
                .replace(
                        "[{cluster: west}]}\n  - {name: istiod-west",
                        "[{cluster: west}, " + workloads + "]}\n  - {name: istiod-west")
                .replaceAll(
                        "(name: c\\d+, mesh: m)",
                        "$1, apiServer: {address: \"https://192.0.2.9:6443\", reachableFrom: [\"*\"]}");

        assertThat(tester.finding(yaml).facts().get("use"))
                .isEqualTo("for calls from clusters c000, c001, c002 and 297 more to shop/web");
    }
}
