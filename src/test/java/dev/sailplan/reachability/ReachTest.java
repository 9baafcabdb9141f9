package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Answer.Obstacle;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTest {

    /** shop/db runs in west, on another network than east; the gateway there is reached by sidecars. */
    private static final String MESH = """
            name: t
            networks:
              - {name: n-east, gateways: []}
              - {name: n-west, gateways: [{name: first, addresses: [192.0.2.1], tlsMode: TERMINATE, loadBalancer: {layer: L4}}, {name: second, addresses: [192.0.2.2], loadBalancer: {layer: L4}}]}
            meshes: [{name: m, certificateAuthority: {root: r}, trustBundles: []}]
            clusters:
              - {name: east, mesh: m, network: n-east, podCidrs: [10.1.0.0/16]}
              - {name: west, mesh: m, network: n-west, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
              - {name: istiod-west, cluster: west, remoteSecrets: []}
            services:
              - {name: db, namespace: shop, ports: [{name: sql, number: 5432}, {name: admin, number: 8080}], workloads: [{cluster: west}]}
            """;

    private final Topology topology = Topologies.of(MESH);

    private static Judgement reaches(Topology topology, @Nullable String only) {
        return Reachability.of(topology)
                .reaches(east(topology), db(topology), only == null ? null : cluster(topology, only));
    }

    private static Optional<Way> way(Topology topology) {
        return Reachability.of(topology).wayTo(east(topology), db(topology), null);
    }

    private static Client east(Topology topology) {
        return Client.of(cluster(topology, "east"));
    }

    private static Cluster cluster(Topology topology, String name) {
        return named(topology.clusters(), name);
    }

    private static Service db(Topology topology) {
        return topology.services().get(0);
    }

    private static Topology changed(String from, String to) {
        assertThat(MESH).contains(from);
        return Topologies.of(MESH.replace(from, to));
    }

    @Test
    void aCallGetsThroughAlthoughTheNameDoesNotResolve() {
        assertThat(reaches(topology, null).isYes()).isTrue();
        assertThat(Reachability.of(topology)
                        .answer(east(topology), db(topology), null)
                        .causes())
                .containsOnlyKeys(Reason.NAME_DOES_NOT_RESOLVE);
    }

    @Test
    void theGatewayIsOneThatLetsTheCallThrough() {
        assertThat(way(topology).map(Way::gateway).map(Gateway::name)).contains("second");
        assertThat(way(changed("network: n-west,", "network: n-east,")))
                .hasValueSatisfying(direct -> assertThat(direct.gateway()).isNull());
        assertThat(way(changed("remoteSecrets: [{cluster: west}]", "remoteSecrets: []")))
                .isEmpty();
    }

    @Test
    void ofSeveralWaysTheFirstByNameIsTaken() {
        String two = "workloads: [{cluster: west}, {cluster: east, network: n-west}, {cluster: east}]";

        assertThat(way(changed("workloads: [{cluster: west}]", two))).hasValueSatisfying(first -> {
            assertThat(first.workload().cluster().name()).isEqualTo("east");
            assertThat(first.gateway()).isNull();
        });
    }

    @Test
    void onePortOnWhichItGetsThroughIsEnough() {
        String differing =
                "workloads: [{cluster: west}], definedIn: [{cluster: east}, {cluster: west, ports: [{name: admin, number: 8080}]}]";
        Topology other = changed("workloads: [{cluster: west}]", differing);

        assertThat(reaches(other, null).isYes()).isTrue();
        assertThat(Reachability.of(other)
                        .answer(east(other), db(other), null)
                        .works()
                        .isNo())
                .isTrue();
        assertThat(reaches(changed("workloads: [{cluster: west}]", differing.replace("admin", "metrics")), null)
                        .isNo())
                .isTrue();
    }

    @Test
    void endpointsOfOtherClustersDoNotCountWhereOneIsAskedFor() {
        assertThat(reaches(topology, "west").isYes()).isTrue();
        assertThat(reaches(topology, "east").isNo()).isTrue();
    }

    @Test
    void workloadsThatAreNotKnownMatterOnlyWhereTheyWouldBeSeen() {
        Topology unknown = changed(", workloads: [{cluster: west}]}", "}");
        Topology unread = Topologies.of(MESH.replace(", workloads: [{cluster: west}]}", "}")
                .replace("remoteSecrets: [{cluster: west}]", "remoteSecrets: []"));

        assertThat(reaches(unknown, "west").needs()).containsExactly(new Pointer("/services/0/workloads"));
        assertThat(reaches(unread, "west").isNo()).isTrue();
        assertThat(reaches(unread, null).isUnknown()).isTrue();
        assertThat(reaches(changed("{name: east,", "{name: east, controlPlanes: [],"), null)
                        .isNo())
                .isTrue();
    }

    @Test
    void anAnswerSaysWorkloadByWorkloadWhatStandsInTheWay() {
        Topology mixed = changed(
                "workloads: [{cluster: west}]",
                "definedIn: [{cluster: east}], workloads: [{cluster: west, proxy: none, replicas: 2}, {cluster: west, network: n-east, addresses: []}]");

        Answer answer = Reachability.of(mixed).answer(east(mixed), db(mixed), null);

        assertThat(answer.works().isNo()).isTrue();
        assertThat(answer.obstacles())
                .extracting(Obstacle::reasons, Obstacle::endpoints)
                .containsExactly(
                        tuple(Set.of(Reason.CROSS_NETWORK_NEEDS_MTLS), 2L), tuple(Set.of(Reason.NO_ADDRESS), 1L));
        assertThat(answer.endpoints()).isEqualTo(3);
    }

    @Test
    void aServiceEntryCountsWhereTheClientIsOrItsControlPlaneIsConfigured() {
        Topology entered = changed("workloads:", "serviceEntryIn: [west], workloads:");
        Reachability reachability = Reachability.of(entered);

        assertThat(reachability
                        .hasServiceEntry(cluster(entered, "west"), db(entered))
                        .isYes())
                .isTrue();
        assertThat(reachability
                        .hasServiceEntry(cluster(entered, "east"), db(entered))
                        .isNo())
                .isTrue();
        assertThat(reachability.resolves(cluster(entered, "west"), db(entered)).isYes())
                .as("a Service is there too")
                .isTrue();
        assertThat(reachability.resolves(cluster(entered, "east"), db(entered)).isNo())
                .isTrue();
        Topology remote = Topologies.of(MESH.replace("workloads:", "serviceEntryIn: [west], workloads:")
                .replace("{name: east,", "{name: east, controlPlanes: [istiod-west],"));
        assertThat(Reachability.of(remote)
                        .hasServiceEntry(cluster(remote, "east"), db(remote))
                        .isYes())
                .isTrue();
    }
}
