package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which unknown facts a view names: those it took a value for, and no other. */
class AssumptionsTest {

    /** Two clusters on networks of their own; everything that a view from east asks for is stated. */
    private static final String KNOWN = """
            name: t
            networks:
              - {name: n-east, gateways: []}
              - {name: n-west, gateways: [{name: gw, cluster: west, addresses: [192.0.2.1, "2001:db8::1"], loadBalancer: {layer: L4}}]}
              - {name: n-spare, gateways: []}
            meshes: [{name: m, certificateAuthority: {root: r}}]
            clusters:
              - {name: east, mesh: m, network: n-east, region: r-east, zones: [e1], podCidrs: [10.1.0.0/16]}
              - {name: west, mesh: m, network: n-west, region: r-west, zones: [w1], apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
              - {name: istiod-west, cluster: west, remoteSecrets: []}
            services:
              - name: db
                namespace: shop
                ports: [{name: sql, number: 5432}]
                locality: {outlierDetection: true}
                definedIn: [{cluster: east}, {cluster: west}]
                workloads: [{cluster: east, addresses: [10.1.0.1]}, {cluster: west, addresses: [10.2.0.1]}]
            """;

    private static List<String> assumed(String yaml) {
        Topology topology = Topologies.of(yaml);
        Client east = Client.of(named(topology.clusters(), "east"));
        return Reachability.of(topology).view(east, topology.services().get(0), null, Set.of()).assumed().stream()
                .map(Pointer::text)
                .toList();
    }

    private static String without(String stated) {
        assertThat(KNOWN).contains(stated);
        return KNOWN.replace(stated, "");
    }

    private static String with(String stated, String instead) {
        assertThat(KNOWN).contains(stated);
        return KNOWN.replace(stated, instead);
    }

    @Test
    void nothingIsAssumedWhereAllIsStated() {
        assertThat(assumed(KNOWN)).isEmpty();
    }

    @Test
    void gatewaysOfEveryNetworkDecideWeights() {
        assertThat(assumed(with("{name: n-spare, gateways: []}", "{name: n-spare}")))
                .containsExactly("/networks/2/gateways");
    }

    @Test
    void gatewaysMatterToNobodyWithoutEndpoints() {
        String spare = with("{name: n-spare, gateways: []}", "{name: n-spare}");
        assertThat(assumed(spare.replaceAll("workloads: .*", "workloads: []"))).isEmpty();
    }

    @Test
    void gatewaysMatterToNoHeadlessName() {
        String spare = with("{name: n-spare, gateways: []}", "{name: n-spare}");
        assertThat(assumed(spare.replace("locality:", "headless: true\n    locality:")))
                .isEmpty();
    }

    @Test
    void addressesOfGatewaysThatAreNotCalledDecideWeightsToo() {
        assertThat(assumed(with("{name: n-spare, gateways: []}", "{name: n-spare, gateways: [{name: spare}]}")))
                .containsExactly("/networks/2/gateways/0/addresses");
    }

    @Test
    void secretsDecideWhichGatewaysExist() {
        String local = with(", {cluster: west, addresses: [10.2.0.1]}]", "]");
        assertThat(assumed(local)).isEmpty();
        assertThat(assumed(local.replace("cluster: east, remoteSecrets: [{cluster: west}]", "cluster: east")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void nothingIsAssumedOfEndpointsThatAreNotDiscovered() {
        String unseen = with("cluster: east, remoteSecrets: [{cluster: west}]", "cluster: east")
                .replace("certificateAuthority: {root: r}", "mcs: {serviceDiscovery: true}");
        assertThat(assumed(unseen.replace("{cluster: east, addresses: [10.1.0.1]}, ", "")))
                .containsExactly("/controlPlanes/0/remoteSecrets");
    }

    @Test
    void familiesDecideHowManyGatewaysShareTheCalls() {
        assertThat(assumed(without(", podCidrs: [10.1.0.0/16]"))).containsExactly("/clusters/0/podCidrs");
    }

    @Test
    void familiesDoNotMatterToGatewaysWithHostNames() {
        assertThat(assumed(
                        without(", podCidrs: [10.1.0.0/16]").replace("[192.0.2.1, \"2001:db8::1\"]", "[gw.example]")))
                .isEmpty();
    }

    @Test
    void portsAreUnknownWhereOnlyOtherClustersStateThem() {
        String elsewhere = without("    ports: [{name: sql, number: 5432}]\n")
                .replace(
                        "definedIn: [{cluster: east}, {cluster: west}]",
                        "definedIn: [{cluster: east, ports: [{name: sql, number: 5432}]}]");
        assertThat(assumed(elsewhere)).containsExactly("/services/0/ports");
    }

    @Test
    void balancersAreNamedBesideOtherObstacles() {
        assertThat(assumed(with("loadBalancer: {layer: L4}", "tlsMode: TERMINATE")))
                .containsExactly("/networks/1/gateways/0/loadBalancer/layer");
    }

    @Test
    void outlierDetectionDoesNotMatterToShares() {
        assertThat(assumed(with("{outlierDetection: true}", "{}")))
                .containsExactly("/services/0/locality/outlierDetection");
        assertThat(assumed(with(
                        "{outlierDetection: true}",
                        "{distribute: [{from: r-east/*, to: {r-east/*: 80, r-west/*: 20}}]}")))
                .isEmpty();
    }

    @Test
    void priorityNeedsRegionsAndZones() {
        assertThat(assumed(without(", region: r-west, zones: [w1]")))
                .containsExactly("/clusters/1/region", "/clusters/1/zones");
        assertThat(assumed(without(", region: r-east, zones: [e1]")))
                .containsExactly("/clusters/0/region", "/clusters/0/zones");
    }

    @Test
    void priorityByOtherLabelsNeedsNoRegion() {
        assertThat(assumed(without(", region: r-west, zones: [w1]")
                        .replace(
                                "{outlierDetection: true}",
                                "{outlierDetection: true, failoverPriority: [topology.istio.io/cluster]}")))
                .isEmpty();
    }

    @Test
    void replicasBeyondTheStatedAddressesHaveUnknownOnes() {
        assertThat(assumed(with(
                        "{cluster: west, addresses: [10.2.0.1]}",
                        "{cluster: west, addresses: [10.2.0.1], replicas: 3}")))
                .containsExactly("/services/0/workloads/1/addresses");
    }

    @Test
    void secretsDecideWhetherAnExportIsAllThatIsKnown() {
        assertThat(assumed("""
                name: t
                networks: [{name: n, gateways: []}]
                meshes: [{name: m}, {name: other, federatesWith: [{mesh: m, exports: [shop/db]}]}]
                clusters: [{name: east, mesh: m, network: n, dnsProxy: true}, {name: west, mesh: other, network: n, apiServer: {reachableFrom: ["*"]}}]
                controlPlanes: [{name: istiod-east, cluster: east}]
                services: [{name: db, namespace: shop, mesh: other, ports: [{name: sql, number: 5432}], definedIn: [{cluster: west}], serviceEntryIn: [east], workloads: [{cluster: west, addresses: [10.2.0.1]}]}]
                """)).containsExactly("/controlPlanes/0/remoteSecrets");
    }
}
