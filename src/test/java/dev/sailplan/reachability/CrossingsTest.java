package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossingsTest {

    /** East, on network a, and south, on network c, call what runs in west, on network b. */
    private static Reachability with(String db, String traffic) {
        return Reachability.of(Topologies.of("""
                name: t
                networks: [{name: a}, {name: b}, {name: c}]
                meshes: [{name: m}]
                clusters:
                  - {name: east, mesh: m, network: a}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                  - {name: south, mesh: m, network: c}
                  - {name: host, network: c}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                  - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: west}]}
                services:
                  - {name: db, namespace: stock, %s}
                  - {name: web, namespace: shop}
                traffic: [%s]
                """.formatted(db, traffic)));
    }

    private static final String FROM_EAST = "{from: {cluster: east}, to: {service: stock/db}}";
    private static final String FROM_SOUTH = "{from: {cluster: south}, to: {service: stock/db}}";

    private static Service db(Reachability reachability) {
        return reachability.topology().services().get(0);
    }

    @Test
    void asksForSomeClientsAndSomeWorkloads() {
        Reachability reachability =
                with("workloads: [{cluster: west, replicas: 2}, {cluster: west}]", FROM_EAST + ", " + FROM_SOUTH);

        List<Crossing> crossings = reachability
                .crossingsOf(
                        db(reachability), client -> client.name().equals("east"), workload -> workload.replicas() == 2)
                .toList();

        assertThat(crossings).hasSize(1);
        assertThat(crossings.get(0).clients()).hasToString("[cluster/east]");
        assertThat(crossings.get(0).workloads()).hasSize(2);
        assertThat(crossings.get(0).served().values())
                .allSatisfy(called -> assertThat(called)
                        .extracting(Workload::at)
                        .containsExactly(new Pointer("/services/0/workloads/0")));
    }

    @Test
    void findsThoseOfSomeClientsIntoANetwork() {
        Reachability reachability = with("workloads: [{cluster: west}]", FROM_EAST + ", " + FROM_SOUTH);
        Network west = Topologies.named(reachability.topology().networks(), "b");

        assertThat(reachability.crossingsInto(west, client -> client.name().equals("south")))
                .singleElement()
                .extracting(Crossing::clients)
                .hasToString("[cluster/south]");
        assertThat(reachability.crossingsInto(west, client -> false)).isEmpty();
    }

    @Test
    void hasOneForEachNetworkThatIsCalled() {
        Reachability reachability = with(
                "workloads: [{cluster: west}, {cluster: west, network: c}, {cluster: west, network: a}]", FROM_EAST);

        assertThat(reachability.crossingsOf(db(reachability), client -> true, workload -> true))
                .extracting(crossing -> crossing.network().name())
                .containsExactly("b", "c");
    }

    @Test
    void oneThatIsPossibleStandsForAllWhereWorkloadsAreNotKnown() {
        Reachability reachability = with("ports: []", FROM_EAST);

        assertThat(reachability.crossingsOf(db(reachability), client -> true, workload -> true))
                .singleElement()
                .extracting(Crossing::needs)
                .hasToString("[/services/0/workloads]");
        assertThat(reachability.crossingsOf(
                        db(reachability), client -> client.name().equals("west"), workload -> true))
                .isEmpty();
    }

    @Test
    void headlessServicesHaveNoneEvenIfTheirWorkloadsAreNotKnown() {
        assertThat(usedIn("b", with("headless: true", FROM_EAST)).isNo()).isTrue();
        assertThat(usedIn("b", with("headless: true, workloads: [{cluster: west}]", FROM_EAST))
                        .isNo())
                .isTrue();
        assertThat(usedIn("b", with("headless: false", FROM_EAST)).isUnknown()).isTrue();
    }

    @Test
    void unknownCallersMatterWhereAControlPlaneCouldServeThem() {
        Reachability open =
                with("workloads: [{cluster: west}]", "{from: {service: shop/web}, to: {service: stock/db}}");

        assertThat(open.crossingsOf(db(open), client -> true, workload -> true))
                .singleElement()
                .extracting(Crossing::needs)
                .hasToString("[/services/1/workloads]");
        assertThat(open.crossingsOf(db(open), client -> client.name().equals("host"), workload -> true))
                .isEmpty();
    }

    private static Judgement usedIn(String network, Reachability reachability) {
        return reachability.isUsedFromElsewhere(
                Topologies.named(reachability.topology().networks(), network));
    }
}
