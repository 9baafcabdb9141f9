package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Losses.Loss;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest {

    /** The database runs in west; east, on another network, calls it. */
    private static Reachability with(String mesh, String db) {
        return Reachability.of(Topologies.of("""
                name: t
                networks: [{name: a}, {name: b}]
                meshes: [{name: m%s}]
                clusters:
                  - {name: east, mesh: m, network: a, apiServer: {reachableFrom: ["*"]}}
                  - {name: west, mesh: m, network: b, apiServer: {reachableFrom: ["*"]}}
                controlPlanes:
                  - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}]}
                  - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}]}
                services: [{name: db, namespace: stock, %s}]
                traffic: [{from: {cluster: east}, to: {service: stock/db}}]
                """.formatted(mesh, db)));
    }

    private static Service db(Reachability reachability) {
        return reachability.topology().services().get(0);
    }

    private static Losses losses(String mesh, String db, Reason reason) {
        Reachability reachability = with(mesh, db);
        return reachability.losses(db(reachability), reason, (client, server) -> true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                               | scope: clusterLocal,                 | CLUSTER_LOCAL",
                "', mcs: {serviceDiscovery: true}' | exportedIn: [],                      | NOT_EXPORTED",
                "''                               | headless: true,                      | HEADLESS_ACROSS_NETWORKS",
                "', mcs: {serviceDiscovery: true}' | 'headless: true, exportedIn: [],'     | NOT_EXPORTED",
                "', mcs: {serviceDiscovery: true}' | 'headless: true, scope: clusterLocal,' | CLUSTER_LOCAL"
            })
    void theFirstOfSeveralReasonsIsTheOneThatCounts(String mesh, String fields, Reason first) {
        String db = fields + " workloads: [{cluster: west}]";

        for (Reason reason :
                new Reason[] {Reason.CLUSTER_LOCAL, Reason.NOT_EXPORTED, Reason.HEADLESS_ACROSS_NETWORKS}) {
            assertThat(losses(mesh, db, reason).strand().isYes())
                    .as(reason.toString())
                    .isEqualTo(reason == first);
        }
    }

    @Test
    void aLossSaysWhatIsLostByWhomAndWhetherItStrands() {
        Losses losses =
                losses("", "scope: clusterLocal, workloads: [{cluster: west}, {cluster: east}]", Reason.CLUSTER_LOCAL);

        assertThat(losses.clients()).hasToString("[cluster/east]");
        assertThat(losses.stranded()).isEmpty();
        assertThat(losses.strand().isNo()).isTrue();
        assertThat(losses.certain())
                .flatExtracting(Loss::workloads)
                .extracting(Workload::at)
                .containsExactly(new Pointer("/services/0/workloads/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{cluster: west, replicas: 0}", "'{cluster: west, addresses: [db.example]}'"})
    void whatWouldNotBeServedAnywayIsNotLost(String workload) {
        assertThat(losses("", "scope: clusterLocal, workloads: [" + workload + "]", Reason.CLUSTER_LOCAL)
                        .occur()
                        .isNo())
                .isTrue();
    }

    @Test
    void unknownExportsAndWorkloadsLeaveItOpen() {
        String mcs = ", mcs: {serviceDiscovery: true}";

        assertThat(losses(mcs, "workloads: [{cluster: west}]", Reason.NOT_EXPORTED)
                        .strand()
                        .needs())
                .containsExactly(new Pointer("/services/0/exportedIn"));
        assertThat(losses(mcs, "exportedIn: []", Reason.NOT_EXPORTED).strand().needs())
                .containsExactly(new Pointer("/services/0/workloads"));
        assertThat(losses(mcs, "exportedIn: [west], workloads: [{cluster: west}]", Reason.NOT_EXPORTED)
                        .occur()
                        .isNo())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'workloads: [{cluster: west}]'                                             | true",
                "'workloads: [{cluster: west, proxy: none}]'                                | false",
                "'workloads: [{cluster: west, proxy: ambient}]'                             | false",
                "'workloads: [{cluster: west, mtls: DISABLE}]'                              | false",
                "'clientTls: SIMPLE, workloads: [{cluster: west}]'                          | false",
                "'clientTls: ISTIO_MUTUAL, workloads: [{cluster: west}]'                    | true",
                "'clientTls: ISTIO_MUTUAL, workloads: [{cluster: west, mtls: DISABLE}]'     | false",
                "'clientTls: ISTIO_MUTUAL, workloads: [{cluster: west, proxy: none}]'       | false",
                "'clientTls: SIMPLE, workloads: [{cluster: east, proxy: none}]'             | true",
                "'headless: true, workloads: [{cluster: west}]'                             | false",
                "'scope: clusterLocal, workloads: [{cluster: west}]'                        | false"
            })
    void anEndpointOnAnotherNetworkHasToSuitGateways(String db, boolean has) {
        assertThat(hasEndpoint(db).isYes()).isEqualTo(has);
    }

    @Test
    void ambientClientsHaveAmbientEndpointsOnOtherNetworksOnly() {
        Reachability reachability = with(", dataPlane: ambient", "scope: mesh, workloads: [{cluster: west}]");
        Reachability mixed = with(", dataPlane: ambient", "scope: mesh, workloads: [{cluster: west, proxy: sidecar}]");

        assertThat(hasEndpoint(reachability).isYes()).isTrue();
        assertThat(hasEndpoint(mixed).isNo()).isTrue();
    }

    @Test
    void whetherThereIsAnEndpointIsOpenWhereWorkloadsAre() {
        assertThat(hasEndpoint("ports: []").needs()).containsExactly(new Pointer("/services/0/workloads"));
    }

    private static Judgement hasEndpoint(String db) {
        return hasEndpoint(with("", db));
    }

    private static Judgement hasEndpoint(Reachability reachability) {
        Service db = db(reachability);
        return reachability.hasEndpoint(
                reachability.consumption().consumersOf(db).iterator().next(), db);
    }
}
