package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.reachability.Matrix.Cell;
import dev.sailplan.reachability.Matrix.Row;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final int SEEDS = Integer.getInteger("seeds", 2_000);

    @Test
    void agreesWithTheViewOfEveryClientOnRandomTopologies() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Reachability reachability = Views.of(RandomViews.of(seed).topology());
            Matrix matrix = reachability.matrix();
            assertThat(matrix.rows().stream().flatMap(row -> row.services().stream()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(reachability.topology().services());
            for (Row row : matrix.rows()) {
                for (Service service : row.services()) {
                    assertAgrees(reachability, service, row.cells(), seed);
                }
            }
        }
    }

    private static void assertAgrees(Reachability reachability, Service service, List<Cell> cells, long seed) {
        Set<Cluster> seen = new LinkedHashSet<>();
        for (Cell cell : cells) {
            for (Cluster client : cell.clients()) {
                assertThat(seen.add(client))
                        .as("%s once, seed %d", client, seed)
                        .isTrue();
                EndpointView view = reachability.view(Client.of(client), service, null, Set.of());
                assertThat(cell.verdict())
                        .as("%s to %s, seed %d", client, service.name(), seed)
                        .isEqualTo(view.verdict());
            }
        }
        assertThat(seen)
                .as("clients of %s, seed %d", service.name(), seed)
                .containsExactlyInAnyOrderElementsOf(reachability.topology().clusters().stream()
                        .filter(cluster -> cluster.mesh().isPresent())
                        .toList());
    }

    /** Two networks of which only one has a gateway, with clusters that have nothing of the services. */
    private static Matrix matrix(int idle) {
        StringBuilder yaml = new StringBuilder("""
                name: t
                meshes: [{name: m, certificateAuthority: {root: r, type: pluggedIn}}]
                networks:
                  - {name: a, gateways: [{name: ga, cluster: c0, addresses: [192.0.2.1], loadBalancer: {layer: L4}}]}
                  - {name: b, gateways: []}
                services:
                  - {name: s, namespace: n, ports: [{name: http, number: 80}], workloads: [{cluster: c1}]}
                  - {name: t, namespace: n, ports: [{name: http, number: 80}], workloads: [{cluster: c1}]}
                clusters:
                """);
        IntStream.range(0, idle + 2)
                .mapToObj(i ->
                        "  - {name: c%d, mesh: m, network: %s, podCidrs: [10.0.0.0/8], dnsProxy: true, controlPlanes: [p]}%n"
                                .formatted(i, i == 1 ? "b" : "a"))
                .forEach(yaml::append);
        yaml.append("controlPlanes: [{name: p, cluster: c0, remoteSecrets: [{cluster: c1}]}]\n");
        return Reachability.of(Topologies.of(yaml.toString())).matrix();
    }

    @Test
    void servicesAndClientsThatAreAlikeAreTogether() {
        Matrix matrix = matrix(300);

        assertThat(matrix.rows()).hasSize(1);
        assertThat(matrix.rows().get(0).services()).hasSize(2);
        assertThat(matrix.rows().get(0).cells())
                .extracting(
                        cell -> cell.clients().size(), cell -> cell.verdict().toString())
                .containsExactly(tuple(301, "unreachable"), tuple(1, "reachable"));
        assertThat(matrix.rows().get(0).cells().get(0).reasons())
                .containsExactly(Reason.REMOTE_NETWORK_HAS_NO_GATEWAY, Reason.NOT_ROUTABLE);
    }

    @Test
    void whatWasTakenForGrantedIsListed() {
        assertThat(matrix(1).assumed()).extracting(Object::toString).contains("/clusters/1/apiServer/reachableFrom");
    }
}
