package dev.sailplan.rule.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.finding.Finding;
import dev.sailplan.rule.RuleTester;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkWithoutGatewayTest {

    /** Two primaries that discover each other, each on a network of its own; only the south has no gateway. */
    private static final String CLUSTERS = """
            name: bookshop
            meshes: [{name: books}]
            clusters:
              - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
              - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
            networks:
              - {name: vpc-north, gateways: [{name: eastwest-north, addresses: [192.0.2.1]}]}
            """;

    private static final String STOCK = """
            services:
              - name: web
                namespace: shop
                workloads: [{cluster: north}]
              - name: stock
                namespace: shop
                definedIn: [{cluster: north}, {cluster: south}]
                workloads: [{cluster: south}]
            """;

    private static final String NONE = CLUSTERS + "  - {name: vpc-south, gateways: []}";

    private final RuleTester tester = RuleTester.of("GWY001");

    @Test
    void findsANetworkWhoseServicesAreDefinedElsewhere() {
        Finding finding = tester.finding(NONE + "  # GWY001\n" + STOCK);

        assertThat(finding.facts())
                .containsEntry("network", "vpc-south")
                .containsEntry("clients", "cluster north")
                .containsEntry("services", "shop/stock")
                .containsEntry(
                        "consequence", "sidecars are given raw pod addresses that no route leads to and time out");
        assertThat(finding.subjects().get(0).pointer()).isEqualTo("/networks/1/gateways");
        assertThat(finding.subjects().get(0).element()).isEqualTo("network/vpc-south");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"false | {from: vpc-north, to: vpc-south}", "true  | {from: vpc-south, to: vpc-north}"})
    void rawAddressesWorkWhereALinkIsDeclaredToLeadThere(boolean needed, String link) {
        String links = STOCK + "links: [" + link + "]\n";

        if (needed) {
            tester.finding(NONE + "  # GWY001\n" + links);
        } else {
            tester.holds(NONE + "\n" + links);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {service: shop/web}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {service: shop/stock}}",
                "{from: {namespace: shop}, to: {namespace: shop}}",
                "{from: {cluster: north}, to: {cluster: south}}",
                "{from: {service: books/shop/web}, to: {service: books/shop/stock}, expect: allowed}"
            })
    void findsANetworkThatDeclaredTrafficLeadsTo(String traffic) {
        tester.finding(NONE + "  # GWY001\n" + STOCK + "traffic: [" + traffic + "]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {service: shop/stock}, to: {service: shop/web}}",
                "{from: {cluster: south}, to: {service: shop/stock}}",
                "{from: {cluster: north}, to: {cluster: north}}"
            })
    void holdsWhereDeclaredTrafficStaysOnTheNetworkOrLeadsElsewhere(String traffic) {
        tester.holds(NONE + "\n" + STOCK + "traffic: [" + traffic + "]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{from: {cluster: north}, to: {cluster: south}, expect: blocked}",
                "{from: {cluster: north}, to: {service: shop/stock}, expect: blocked}",
                "{from: {cluster: north}, to: {namespace: shop}, expect: blocked}"
            })
    void holdsWhereTheTrafficIsBlocked(String traffic) {
        tester.holds(NONE + "\n" + STOCK + "traffic: [" + traffic + "]\n");
    }

    @Test
    void findsANetworkThatTrafficBlockedInTheOtherDirectionDoesNotConcern() {
        tester.finding(NONE + "  # GWY001\n" + STOCK
                + "traffic: [{from: {cluster: south}, to: {cluster: north}, expect: blocked}]\n");
    }

    @Test
    void findsTheNetworksOfBothSidesOneFindingEach() {
        List<Finding> found = tester.check("""
                name: bookshop
                networks:
                  - {name: vpc-north, gateways: []}  # GWY001
                  - {name: vpc-south, gateways: []}  # GWY001
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: north}]}
                services:
                  - {name: web, namespace: shop, workloads: [{cluster: north}, {cluster: south}]}
                  - {name: api, namespace: shop, workloads: [{cluster: north}, {cluster: south}]}
                """);

        assertThat(found).extracting(finding -> finding.facts().get("services")).containsOnly("shop/api and shop/web");
        assertThat(found)
                .extracting(finding -> finding.facts().get("clients"))
                .containsExactly("cluster south", "cluster north");
    }

    @Test
    void saysThatAmbientClientsAreGivenNothing() {
        String ambient = NONE.replace("{name: books}", "{name: books, dataPlane: ambient}");

        Finding finding =
                tester.finding(ambient + "  # GWY001\n" + STOCK.replace("name: stock", "name: stock\n    scope: mesh"));

        assertThat(finding.facts()).containsEntry("consequence", "ambient clients are given none of its endpoints");
    }

    @Test
    void saysWhatHappensToClientsOfBothDataPlanes() {
        Finding finding = tester.finding("""
                name: bookshop
                meshes: [{name: books}]
                clusters:
                  - {name: north, mesh: books, network: vpc-north, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: books, network: vpc-north, dataPlane: ambient, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: [{cluster: south}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: south}]}
                networks:
                  - {name: vpc-north}
                  - {name: vpc-south, gateways: []}  # GWY001
                services:
                  - {name: stock, namespace: shop, scope: mesh, definedIn: [{cluster: north}, {cluster: west}], workloads: [{cluster: south}]}
                """);

        assertThat(finding.facts())
                .containsEntry("clients", "clusters north and west")
                .containsEntry(
                        "consequence",
                        "with ambient multi-network on, neither sidecars nor ambient clients are given its endpoints");
    }

    @Test
    void holdsForAmbientServicesThatAreClusterLocalByDefault() {
        tester.holds(NONE.replace("{name: books}", "{name: books, dataPlane: ambient}") + "\n" + STOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope: clusterLocal", "workloads: []", "definedIn: [{cluster: south}]"})
    void holdsForServicesThatNobodyElseIsServed(String stock) {
        tester.holds(NONE
                + """

                services:
                  - name: stock
                    namespace: shop
                    %s
                """.formatted(stock)
                + (stock.startsWith("workloads")
                        ? "    definedIn: [{cluster: north}]\n"
                        : "    workloads: [{cluster: south}]\n"));
    }

    @Test
    void holdsForHostsThatTheMeshKeepsClusterLocal() {
        String local = "{name: books, clusterLocalHosts: [\"*.shop.svc.cluster.local\"]}";

        tester.holds(NONE.replace("{name: books}", local) + "\n" + STOCK);
        tester.finding(NONE.replace(
                        "{name: books}",
                        local.replace("]}", "], notClusterLocalHosts: [stock.shop.svc.cluster.local]}"))
                + "  # GWY001\n" + STOCK);
    }

    @Test
    void holdsWhereNoClientDiscoversTheNetwork() {
        tester.holds(NONE.replace("remoteSecrets: [{cluster: south}]", "remoteSecrets: []") + "\n" + STOCK);
    }

    @Test
    void holdsWhereTheNetworkHasAGateway() {
        tester.holds(CLUSTERS + "  - {name: vpc-south, gateways: [{name: eastwest-south}]}\n" + STOCK);
    }

    @Test
    void leavesGatewaysThatExposeOtherThingsToTheRuleOnExposure() {
        tester.holds(
                CLUSTERS + "  - {name: vpc-south, gateways: [{name: control, exposes: [controlPlane]}]}\n" + STOCK);
    }

    @Test
    void holdsForClientsOnTheSameNetwork() {
        tester.holds(NONE.replace("network: vpc-north", "network: vpc-south") + "\n" + STOCK);
    }

    @Test
    void holdsForServicesWithoutReplicas() {
        tester.holds(NONE + "\n" + STOCK.replace("[{cluster: south}]\n", "[{cluster: south, replicas: 0}]\n"));
    }

    @Test
    void judgesAMachineByTheNetworkItIsOn() {
        Finding finding = tester.finding("""
                name: bookshop
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books, network: vpc}]
                controlPlanes: [{name: istiod, cluster: north, remoteSecrets: []}]
                networks:
                  - {name: vpc, gateways: []}
                  - {name: machines, gateways: []}  # GWY001
                services:
                  - {name: stock, namespace: shop, workloads: [{cluster: north, network: machines, addresses: [192.0.2.7]}]}
                """);

        assertThat(finding.facts()).containsEntry("clients", "cluster north");
    }

    /** A remote cluster, served from elsewhere, that is on a third network and uses the service of the south. */
    private static String remote(String controlPlane) {
        return """
                name: bookshop
                meshes: [{name: books}]
                clusters:
                  - {name: west, mesh: books, network: vpc-west%s, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: books, network: vpc-south, controlPlanes: [control], apiServer: {reachableFrom: ["*"]}}
                  - {name: host}
                controlPlanes:
                  - %s
                networks:
                  - {name: vpc-west}
                  - {name: vpc-south, gateways: []}%s
                services:
                  - {name: stock, namespace: shop, definedIn: [{cluster: west}], workloads: [{cluster: south}]}
                """.formatted(
                        controlPlane.isEmpty() ? "" : ", controlPlanes: [control]",
                        controlPlane.isEmpty()
                                ? "{name: control, cluster: south, remoteSecrets: [{cluster: west}]}"
                                : controlPlane,
                        controlPlane.isEmpty() ? "" : "  # GWY001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: control, cluster: south, remoteSecrets: [{cluster: west}]}",
                "{name: control, cluster: host, configCluster: west, remoteSecrets: [{cluster: south}]}",
                "{name: control, configCluster: south, remoteSecrets: [{cluster: west}]}"
            })
    void findsANetworkThatRemoteClustersUseWhoeverServesThem(String controlPlane) {
        assertThat(tester.finding(remote(controlPlane)).facts()).containsEntry("clients", "cluster west");
    }

    @Test
    void holdsForAClientThatNoControlPlaneServes() {
        tester.holds(remote(""));
    }

    @Test
    void countsServicesThatAreExportedWhereMultiClusterServicesDecide() {
        String mcs = NONE.replace("{name: books}", "{name: books, mcs: {serviceDiscovery: true}}");

        tester.finding(mcs + "  # GWY001\n" + STOCK.replace("name: stock", "name: stock\n    exportedIn: [south]"));
        tester.holds(mcs + "\n" + STOCK.replace("name: stock", "name: stock\n    exportedIn: [north]"));
        tester.finding(mcs.replace("true}", "true, autoExport: true}") + "  # GWY001\n" + STOCK);
    }

    /** Two meshes, of which the first exports a service to the second. */
    private static String federation(String exports, String entries) {
        return """
                name: bookshop
                networks:
                  - {name: vpc-books, gateways: []}%s
                  - {name: vpc-music, gateways: []}
                meshes:
                  - {name: books, federatesWith: [{mesh: music, exports: [%s]}]}
                  - {name: music, federatesWith: [{mesh: books, exports: []}]}
                clusters:
                  - {name: north, mesh: books, network: vpc-books}
                  - {name: south, mesh: music, network: vpc-music}
                controlPlanes:
                  - {name: istiod-north, cluster: north, remoteSecrets: []}
                  - {name: istiod-south, cluster: south, remoteSecrets: []}
                services:
                  - {name: stock, namespace: shop, mesh: books, serviceEntryIn: [%s], workloads: [{cluster: north}]}
                """.formatted(exports.isEmpty() || entries.isEmpty() ? "" : "  # GWY001", exports, entries);
    }

    @Test
    void findsANetworkWhoseServicesAreExportedToAnotherMesh() {
        Finding finding = tester.finding(federation("shop/stock", "south"));

        assertThat(finding.facts())
                .containsEntry("clients", "cluster south")
                .containsEntry("services", "books/shop/stock");
    }

    @Test
    void holdsWithoutTheExportOrTheServiceEntry() {
        tester.holds(federation("", "south"));
        tester.holds(federation("shop/stock", ""));
    }

    @Test
    void reportsEachOfManyNetworksOnce() {
        String networks = IntStream.range(0, 200)
                .mapToObj(i -> "  - {name: n%d, gateways: []}  # GWY001\n".formatted(i))
                .collect(Collectors.joining());
        String clusters = IntStream.range(0, 200)
                .mapToObj(i ->
                        "  - {name: c%1$d, mesh: books, network: n%1$d, controlPlanes: [managed], apiServer: {reachableFrom: [\"*\"]}}\n"
                                .formatted(i))
                .collect(Collectors.joining());
        String each =
                IntStream.range(0, 200).mapToObj(i -> "{cluster: c" + i + "}").collect(Collectors.joining(", "));

        List<Finding> found = tester.check("name: bookshop\nmeshes: [{name: books}]\nnetworks:\n" + networks
                + "clusters:\n"
                + clusters + "controlPlanes: [{name: managed, configCluster: c0, remoteSecrets: [" + each + "]}]\n"
                + "services: [{name: web, namespace: shop, workloads: [" + each + "]}]\n");

        assertThat(found)
                .hasSize(200)
                .allSatisfy(
                        finding -> assertThat(finding.facts().get("clients")).endsWith(" and 196 more"));
    }

    @Test
    void needsTheGatewaysOfANetworkThatIsUsed() {
        assertThat(tester.needs(CLUSTERS + "  - {name: vpc-south}\n" + STOCK)).containsExactly("/networks/1/gateways");
    }

    @Test
    void needsNoGatewaysOfANetworkThatIsNotUsed() {
        tester.holds(CLUSTERS + "  - {name: vpc-south}\n" + STOCK.replace("{cluster: north}, ", ""));
    }

    @Test
    void needsTheRemoteSecretsOfTheClients() {
        String unknown = NONE.replace(", remoteSecrets: [{cluster: south}]", "");

        assertThat(tester.needs(unknown + "\n" + STOCK)).containsExactly("/controlPlanes/0/remoteSecrets");
        assertThat(tester.needs(unknown.replace(", gateways: []", "") + "\n" + STOCK))
                .containsExactly("/controlPlanes/0/remoteSecrets", "/networks/1/gateways");
    }

    @Test
    void needsToKnowWhetherTheApiServerIsReachable() {
        String south = "network: vpc-south, apiServer: {reachableFrom: [\"*\"]}";

        assertThat(tester.needs(NONE.replace(south, "network: vpc-south") + "\n" + STOCK))
                .containsExactly("/clusters/1/apiServer/reachableFrom");
        tester.holds(NONE.replace(south, south.replace("\"*\"", "south")) + "\n" + STOCK);
    }

    @Test
    void needsTheWorkloadsOfAServiceThatIsUsedElsewhere() {
        String unknown = STOCK.replace("    workloads: [{cluster: south}]\n", "");

        assertThat(tester.needs(NONE + "\n" + unknown)).containsExactly("/services/1/workloads");
    }

    @Test
    void needsTheWorkloadsOfAServiceOfWhichNothingIsKnown() {
        assertThat(tester.needs(NONE + "\nservices: [{name: stock, namespace: shop}]\n"))
                .containsExactly("/services/0/workloads");
    }

    @Test
    void needsTheWorkloadsOfTheCaller() {
        String unknown = STOCK.replace("    workloads: [{cluster: north}]\n", "");
        String traffic = "traffic: [{from: {service: shop/web}, to: {service: shop/stock}}]\n";

        assertThat(tester.needs(NONE + "\n" + unknown + traffic)).containsExactly("/services/0/workloads");
    }

    @Test
    void needsTheExportsWhereMultiClusterServicesDecide() {
        String mcs = NONE.replace("{name: books}", "{name: books, mcs: {serviceDiscovery: true}}");

        assertThat(tester.needs(mcs + "\n" + STOCK)).containsExactly("/services/1/exportedIn");
    }

    @Test
    void needsNothingWhereAllClustersShareANetwork() {
        tester.holds("""
                name: bookshop
                networks: [{name: vpc}]
                meshes: [{name: books}]
                clusters: [{name: north, mesh: books, network: vpc}, {name: south, mesh: books, network: vpc}]
                controlPlanes: [{name: istiod, cluster: north}]
                services: [{name: web, namespace: shop}, {name: stock, namespace: shop, workloads: [{cluster: south}]}]
                traffic: [{from: {service: shop/web}, to: {service: shop/stock}}, {from: {cluster: north}, to: {service: shop/web}}]
                """);
    }
}
