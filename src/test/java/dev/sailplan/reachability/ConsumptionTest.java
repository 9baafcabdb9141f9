package dev.sailplan.reachability;

import static dev.sailplan.topology.Topologies.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Consumption.Consumer;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumptionTest {

    /** Three primaries that know each other; shop/web in east and south calls, stock/db in west is called. */
    private static final String MESH = """
            name: t
            meshes: [{name: m}]
            clusters:
              - {name: east, mesh: m, apiServer: {reachableFrom: ["*"]}}
              - {name: west, mesh: m, apiServer: {reachableFrom: ["*"]}}
              - {name: south, mesh: m, apiServer: {reachableFrom: ["*"]}}
            controlPlanes:
              - {name: istiod-east, cluster: east, remoteSecrets: [{cluster: west}, {cluster: south}]}
              - {name: istiod-west, cluster: west, remoteSecrets: [{cluster: east}, {cluster: south}]}
              - {name: istiod-south, cluster: south, remoteSecrets: [{cluster: east}, {cluster: west}]}
            services:
              - {name: web, namespace: shop, workloads: [{cluster: east}, {cluster: south}, {cluster: east}]}
              - {name: db, namespace: stock, workloads: [{cluster: west}]}
            traffic: [%s]
            """;

    private static Topology with(String... traffic) {
        return Topologies.of(MESH.formatted(String.join(", ", traffic)));
    }

    private static Consumption consumption(Topology topology) {
        return Consumption.of(topology);
    }

    private static Service service(Topology topology, String name) {
        return named(topology.services(), name);
    }

    /** The consumers of a service, as {@code east}, or {@code east>west} for calls to the endpoints in west only. */
    private static List<String> consumers(Topology topology, String service) {
        return consumption(topology).consumersOf(service(topology, service)).stream()
                .map(ConsumptionTest::label)
                .toList();
    }

    private static String label(Consumer consumer) {
        return consumer.cluster().name()
                + (consumer.only() == null ? "" : ">" + consumer.only().name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: {service: shop/web}, to: {service: stock/db}}    | east south",
                "{from: {namespace: shop}, to: {service: stock/db}}      | east south",
                "{from: {cluster: south}, to: {service: stock/db}}       | south",
                "{from: {cluster: south}, to: {namespace: stock}}        | south",
                "{from: {cluster: south}, to: {cluster: west}}           | south>west",
                "{from: {cluster: south}, to: {cluster: east}}           | ''",
                "{from: {cluster: south}, to: {namespace: shop}}         | ''"
            })
    void declaredTrafficConsumes(String traffic, String expected) {
        assertThat(String.join(" ", consumers(with(traffic), "stock/db"))).isEqualTo(expected);
    }

    @Test
    void withoutTrafficEveryClusterThatDefinesAServiceConsumesIt() {
        Topology topology = Topologies.of(MESH.formatted("")
                .replace("workloads: [{cluster: west}]}", "workloads: [{cluster: west}], serviceEntryIn: [south]}"));

        assertThat(consumers(topology, "shop/web")).containsExactly("east", "south");
        assertThat(consumers(topology, "stock/db")).containsExactly("west", "south");
    }

    @Test
    void trafficThatIsBlockedDoesNotMakeADocumentOneWithTraffic() {
        assertThat(consumers(with("{from: {cluster: south}, to: {cluster: west}, expect: blocked}"), "shop/web"))
                .containsExactly("east", "south");
    }

    @Test
    void aCallerThatIsBlockedForTheServiceIsNoConsumer() {
        String allowed = "{from: {service: shop/web}, to: {service: stock/db}}";

        assertThat(consumers(
                        with(allowed, "{from: {cluster: east}, to: {service: stock/db}, expect: blocked}"), "stock/db"))
                .containsExactly("south");
        assertThat(consumers(
                        with(allowed, "{from: {cluster: east}, to: {namespace: stock}, expect: blocked}"), "stock/db"))
                .containsExactly("south");
        assertThat(consumers(
                        with(allowed, "{from: {service: shop/web}, to: {service: stock/db}, expect: blocked}"),
                        "stock/db"))
                .containsExactly("east", "south");
    }

    @Test
    void callersOfUnknownPlaceAreUnknownConsumers() {
        Topology topology = Topologies.of(MESH.formatted("{from: {namespace: shop}, to: {service: stock/db}}")
                .replace("shop, workloads: [{cluster: east}, {cluster: south}, {cluster: east}]}", "shop}"));
        Consumption consumption = consumption(topology);

        assertThat(consumers(topology, "stock/db")).isEmpty();
        assertThat(consumption.unknownConsumersOf(service(topology, "stock/db")))
                .containsExactly(new Pointer("/services/0/workloads"));
        assertThat(consumption.unknownConsumersOf(service(topology, "shop/web")))
                .isEmpty();
    }

    @Test
    void withoutTrafficConsumersAreUnknownWhereNothingSaysWhereAServiceIsDefined() {
        Topology topology = Topologies.of(MESH.formatted("").replace("stock, workloads: [{cluster: west}]}", "stock}"));
        Consumption consumption = consumption(topology);

        assertThat(consumption.unknownConsumersOf(service(topology, "stock/db")))
                .containsExactly(new Pointer("/services/1/workloads"));
        assertThat(consumption.unknownConsumersOf(service(topology, "shop/web")))
                .isEmpty();
    }

    @Test
    void aServiceOfUnknownPlaceMayRunInEveryClusterThatIsATarget() {
        Topology topology = Topologies.of(MESH.formatted("{from: {cluster: east}, to: {cluster: south}}")
                .replace("stock, workloads: [{cluster: west}]}", "stock}"));

        assertThat(consumers(topology, "stock/db")).containsExactly("east>south");
    }

    @Test
    void aNamespaceIsTheServicesThatHaveWorkloads() {
        String traffic = "{from: {cluster: east}, to: {namespace: stock}}";
        Topology empty =
                Topologies.of(MESH.formatted(traffic).replace("workloads: [{cluster: west}]", "workloads: []"));

        assertThat(consumers(with(traffic), "stock/db")).containsExactly("east");
        assertThat(consumers(empty, "stock/db")).isEmpty();
        assertThat(consumption(empty).callsOf(empty.traffic().get(0)).services())
                .isEmpty();
    }

    /** Whether the given cluster is served the only workload of stock/db. */
    private static Judgement isServed(Topology topology, String client) {
        Service db = service(topology, "stock/db");
        Consumer consumer = new Consumer(named(topology.clusters(), client), null);
        return Reachability.of(topology)
                .isServed(consumer, db, db.workloads().get().get(0));
    }

    private static Topology changed(String from, String to) {
        String yaml = MESH.formatted("{from: {service: shop/web}, to: {service: stock/db}}");
        assertThat(yaml).contains(from);
        return Topologies.of(yaml.replace(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"east", "west", "south"})
    void everyClusterWhoseControlPlaneSeesTheEndpointIsServedIt(String client) {
        assertThat(isServed(with(), client).isYes()).isTrue();
    }

    @Test
    void anEndpointIsServedOnlyIfItIsDiscovered() {
        Topology topology =
                changed("east, remoteSecrets: [{cluster: west}, {cluster: south}]", "east, remoteSecrets: []");

        assertThat(isServed(topology, "east").isNo()).isTrue();
        assertThat(isServed(topology, "south").isYes()).isTrue();
        assertThat(isServed(changed("east, remoteSecrets: [{cluster: west}, {cluster: south}]", "east"), "east")
                        .needs())
                .containsExactly(new Pointer("/controlPlanes/0/remoteSecrets"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"istiod-east, istiod-south | true", "istiod-south, istiod-east | false"})
    void theFirstControlPlaneOfTheClientDecides(String controlPlanes, boolean served) {
        String secrets = "south, remoteSecrets: [{cluster: east}, {cluster: west}]";
        Topology topology = Topologies.of(MESH.formatted("")
                .replace(secrets, "south, remoteSecrets: []")
                .replace("{name: east, mesh: m,", "{name: east, mesh: m, controlPlanes: [" + controlPlanes + "],"));

        assertThat(isServed(topology, "east").isYes()).isEqualTo(served);
    }

    @Test
    void aClusterWithoutControlPlaneIsServedNothing() {
        Topology topology = changed("{name: west, mesh: m,", "{name: west, mesh: m, controlPlanes: [],");

        assertThat(isServed(topology, "west").isNo()).isTrue();
        assertThat(isServed(topology, "east").isYes()).isTrue();
    }

    @Test
    void nothingIsServedOfWorkloadsScaledToZero() {
        assertThat(isServed(changed("[{cluster: west}]}", "[{cluster: west, replicas: 0}]}"), "east")
                        .isNo())
                .isTrue();
    }

    @Test
    void aClusterLocalServiceIsServedInItsClusterOnly() {
        Topology topology = changed("[{cluster: west}]}", "[{cluster: west}], scope: clusterLocal}");

        assertThat(isServed(topology, "west").isYes()).isTrue();
        assertThat(isServed(topology, "east").isNo()).isTrue();
    }

    @Test
    void trafficBlockedBetweenClustersCountsNoEndpointThere() {
        Topology topology = with("{from: {cluster: east}, to: {cluster: west}, expect: blocked}");

        assertThat(isServed(topology, "east").isNo()).isTrue();
        assertThat(isServed(topology, "south").isYes()).isTrue();
    }

    @Test
    void callsToOneClusterUseTheEndpointsThereOnly() {
        Topology topology = with();
        Service db = service(topology, "stock/db");
        var clusters = topology.clusters();

        assertThat(Reachability.of(topology)
                        .isServed(
                                new Consumer(named(clusters, "east"), named(clusters, "south")),
                                db,
                                db.workloads().get().get(0))
                        .isNo())
                .isTrue();
        assertThat(Reachability.of(topology)
                        .isServed(
                                new Consumer(named(clusters, "east"), named(clusters, "west")),
                                db,
                                db.workloads().get().get(0))
                        .isYes())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[stock/db]   | ', serviceEntryIn: [east]' | true",
                "[stock/db]   | ''                         | false",
                "[stock/web]  | ', serviceEntryIn: [east]' | false",
                "[]           | ', serviceEntryIn: [east]' | false"
            })
    void anotherMeshIsServedWhatIsExportedToItAndEnteredThere(String exports, String service, boolean served) {
        Topology topology = Topologies.of("""
                name: t
                meshes: [{name: m, federatesWith: [{mesh: n, exports: %s}]}, {name: n}]
                clusters: [{name: west, mesh: m}, {name: east, mesh: n}]
                controlPlanes:
                  - {name: istiod-west, cluster: west, remoteSecrets: []}
                  - {name: istiod-east, cluster: east, remoteSecrets: []}
                services: [{name: db, namespace: stock, mesh: m, workloads: [{cluster: west}]%s}]
                """.formatted(exports, service));
        Service db = topology.services().get(0);
        Consumer east = new Consumer(named(topology.clusters(), "east"), null);

        assertThat(Reachability.of(topology)
                        .isServed(east, db, db.workloads().get().get(0))
                        .isYes())
                .isEqualTo(served);
    }

    @Test
    void looksForTheServicesOfAClusterOnce() {
        Topology topology =
                with("{from: {cluster: east}, to: {cluster: west}}", "{from: {cluster: south}, to: {cluster: west}}");
        Consumption consumption = consumption(topology);

        assertThat(topology.traffic())
                .extracting(traffic -> consumption.callsOf(traffic).services())
                .satisfiesExactly(
                        services -> assertThat(services).hasSize(1),
                        services -> assertThat(services)
                                .isSameAs(consumption
                                        .callsOf(topology.traffic().get(0))
                                        .services()));
    }
}
