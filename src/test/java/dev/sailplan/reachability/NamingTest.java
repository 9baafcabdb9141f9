package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamingTest {

    /** Whether shop/db, which is defined in west alone, has a name in east where every service is exported that may be. */
    private static boolean resolves(String mesh, String definition) {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m, mcs: {serviceDiscovery: true, host: true, autoExport: true}%s}]
                clusters: [{name: east, mesh: m}, {name: west, mesh: m, apiServer: {reachableFrom: ["*"]}}]
                controlPlanes: [{name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}]
                services: [{name: db, namespace: shop, exportedIn: [], definedIn: [{cluster: west%s}], workloads: [{cluster: west}]}]
                """.formatted(mesh, definition));
        return Reachability.of(topology)
                .view(
                        Client.of(named(topology.clusters(), "east")),
                        topology.services().get(0),
                        null,
                        Set.of())
                .resolves();
    }

    @Test
    void servicesAreExportedOfTheirOwnAccord() {
        assertThat(resolves("", "")).isTrue();
    }

    @Test
    void clusterLocalServicesAreNot() {
        assertThat(resolves("", ", scope: clusterLocal")).isFalse();
    }

    @Test
    void servicesWithClusterLocalHostsAreNot() {
        assertThat(resolves(", clusterLocalHosts: [\"*.shop.svc.cluster.local\"]", ""))
                .isFalse();
        assertThat(resolves(", clusterLocalHosts: [\"*.stock.svc.cluster.local\"]", ""))
                .isTrue();
    }
}
