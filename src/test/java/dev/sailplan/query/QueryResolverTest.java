package dev.sailplan.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.address.IpFamily;
import dev.sailplan.document.EndpointQueryDocument;
import dev.sailplan.document.EndpointViewsDocument;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.query.QueryResolver.Resolved;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.reading.Notation;
import dev.sailplan.reading.Reading;
import dev.sailplan.reading.ReadingLimits;
import dev.sailplan.reading.TopologyReader;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of a question stand for in a topology. */
class QueryResolverTest {

    private static final String ONE_MESH = """
            name: shop
            networks:
              - name: vpc-north
                gateways: [{name: eastwest-north, cluster: north, zones: [gate-zone]}]
              - name: vpc-south
            meshes: [{name: books}]
            clusters:
              - {name: north, mesh: books, network: vpc-north, region: eu-north, zones: [north-a, north-b]}
              - {name: south, mesh: books, network: vpc-south}
              - {name: east, mesh: books, network: vpc-south, dataPlane: ambient}
            controlPlanes: [{name: istiod-north, cluster: north, zones: [plane-zone]}]
            services:
              - {name: web, namespace: shop, ports: [{number: 80}, {number: 443}], workloads: [{cluster: north, zone: pod-zone, region: pod-region}]}
              - {name: web, namespace: stock, workloads: [{cluster: south}]}
            """;

    private static final String TWO_MESHES = """
            name: shop
            meshes: [{name: books}, {name: music}]
            clusters: [{name: north, mesh: books}, {name: south, mesh: music}]
            services:
              - {name: web, namespace: shop, mesh: books}
              - {name: web, namespace: shop, mesh: music}
              - {name: radio, namespace: air, mesh: music}
            """;

    @Test
    void aClientIsAsItsClusterHasItWhereTheQuerySaysNothing() {
        EndpointQuery query = only(ONE_MESH, "{client: {cluster: north}, service: shop/web}");
        assertThat(query.client()).isEqualTo(Client.of(query.client().cluster()));
        assertThat(query.client().cluster().name()).isEqualTo("north");
        assertThat(query.service().name()).isEqualTo("shop/web");
        assertThat(query.port()).isNull();
        assertThat(query.failures()).isEmpty();
    }

    @Test
    void everyFieldOfAClientIsTaken() {
        Client client = only(ONE_MESH, """
                {service: shop/web, port: 443, client: {cluster: north, network: vpc-south, zone: z, subzone: s,
                 namespace: shop, dataPlane: ambient, ipFamilies: [IPv6, IPv4], networkView: [vpc-south, vpc-north]}}""").client();
        assertThat(client.network().map(Network::name)).hasValue("vpc-south");
        assertThat(client.ownZone()).isEqualTo("z");
        assertThat(client.subzone()).isEqualTo("s");
        assertThat(client.namespace()).isEqualTo("shop");
        assertThat(client.ambient()).isTrue();
        assertThat(client.ownFamilies()).containsExactlyInAnyOrder(IpFamily.IPV4, IpFamily.IPV6);
        assertThat(client.networkView()).containsExactlyInAnyOrder("vpc-north", "vpc-south");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            north, '',                                   SIDECAR,  false
            east,  '',                                   ZTUNNEL,  true
            east,  'proxy: sidecar',                     SIDECAR,  false
            north, 'proxy: waypoint',                    WAYPOINT, true
            east,  'proxy: ingress',                     INGRESS,  true
            north, 'proxy: ingress',                     INGRESS,  false
            east,  'proxy: eastwest',                    EASTWEST, false
            north, 'dataPlane: ambient, proxy: ingress', INGRESS,  true
            """)
    void proxiesAreOfTheKindTheQueryAndTheClusterMakeThem(
            String cluster, String more, Client.Proxy proxy, boolean ambient) {
        Client client = only(ONE_MESH, "{client: {cluster: " + cluster + ", " + more + "}, service: shop/web}")
                .client();
        assertThat(client.proxy()).isEqualTo(proxy);
        assertThat(client.ambient()).isEqualTo(ambient);
    }

    @Test
    void anEmptyNetworkIsNoNetworkAndAnEmptyViewIsEveryNetwork() {
        Client client = only(ONE_MESH, "{client: {cluster: north, network: '', networkView: []}, service: shop/web}")
                .client();
        assertThat(client.withoutNetwork()).isTrue();
        assertThat(client.network()).isEmpty();
        assertThat(client.networkView()).isNull();
    }

    @Test
    void servicesMayBeNamedWithTheOnlyMesh() {
        for (String name : List.of("stock/web", "books/stock/web")) {
            assertThat(only(ONE_MESH, "{client: {cluster: north}, service: " + name + "}")
                            .service()
                            .name())
                    .isEqualTo("stock/web");
        }
        assertThat(mistakes(ONE_MESH, "{client: {cluster: north}, service: music/stock/web}"))
                .hasSize(1);
    }

    @Test
    void servicesAreNamedWithTheirMeshWhereThereAreSeveral() {
        assertThat(only(TWO_MESHES, "{client: {cluster: north}, service: music/shop/web}")
                        .service()
                        .mesh()
                        .orElseThrow()
                        .name())
                .isEqualTo("music");
        assertThat(mistakes(TWO_MESHES, "{client: {cluster: north}, service: shop/web}"))
                .singleElement()
                .satisfies(it -> assertThat(it.at()).isEqualTo(new Pointer("/queries/0/service")))
                .satisfies(it -> assertThat(it.message()).contains("write books/shop/web or music/shop/web."));
        assertThat(mistakes(TWO_MESHES, "{client: {cluster: north}, service: air/radio}"))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("write music/air/radio."));
    }

    @Test
    void servicesAreNamedWithoutMeshWhereThereIsNone() {
        String yaml = "name: a\nclusters: [{name: north}]\nservices: [{name: web, namespace: shop}]\n";
        assertThat(only(yaml, "{client: {cluster: north}, service: shop/web}")
                        .service()
                        .name())
                .isEqualTo("shop/web");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            zone,         north-b
            zone,         pod-zone
            zone,         gate-zone
            zone,         plane-zone
            region,       eu-north
            region,       pod-region
            cluster,      south
            network,      vpc-south
            gateway,      eastwest-north
            controlPlane, istiod-north
            apiServer,    south
            """)
    void failuresNameWhatIsThere(String kind, String name) {
        EndpointQuery query = only(
                ONE_MESH,
                "{client: {cluster: north}, service: shop/web, failures: [{kind: %s, name: %s}]}"
                        .formatted(kind, name));
        assertThat(query.failures()).containsExactly(new Failure(kindOf(kind), name));
    }

    private static FailureKind kindOf(String text) {
        return List.of(FailureKind.values()).stream()
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client: {cluster: nort}, service: shop/web                                | /client/cluster       | did you mean north?
            client: {cluster: mars}, service: shop/web                                | /client/cluster       | it has north, south, east.
            client: {cluster: north, network: vpc-nort}, service: shop/web            | /client/network       | did you mean vpc-north?
            client: {cluster: north, networkView: [vpc-north, x]}, service: shop/web  | /client/networkView/1 | network x;
            client: {cluster: north, networkView: ['']}, service: shop/web            | /client/networkView/0 | network "";
            client: {cluster: north, ipFamilies: []}, service: shop/web               | /client/ipFamilies    | at least one
            client: {cluster: north}, service: shop/wbe                               | /service              | did you mean shop/web?
            client: {cluster: north}, service: web                                    | /service              | no service web
            client: {cluster: north}, service: shop/web, port: 8080                   | /port                 | it has 80, 443.
            client: {cluster: north}, service: shop/web, failures: [{kind: gateway, name: eastwest}]         | /failures/0/name | no gateway eastwest
            client: {cluster: north}, service: shop/web, failures: [{kind: controlPlane, name: istiod-nort}] | /failures/0/name | did you mean istiod-north?
            client: {cluster: north}, service: shop/web, failures: [{kind: apiServer, name: istiod-north}]   | /failures/0/name | API server of a cluster
            client: {cluster: north}, service: shop/web, failures: [{kind: zone, name: eu-north}]            | /failures/0/name | no zone eu-north
            client: {cluster: north}, service: shop/web, failures: [{kind: region, name: north-a}]           | /failures/0/name | no region north-a
            """)
    void whatTheTopologyDoesNotHaveIsAMistakeAtItsPlace(String query, String place, String words) {
        assertThat(mistakes(ONE_MESH, "{" + query + "}"))
                .singleElement()
                .satisfies(it -> assertThat(it.at()).isEqualTo(new Pointer("/queries/0" + place)))
                .satisfies(it -> assertThat(it.message()).contains(words).endsWith(words.endsWith("?") ? "?" : "."));
    }

    @Test
    void networksAreUnknownWhereNoneIsDeclared() {
        assertThat(mistakes(TWO_MESHES, "{client: {cluster: north, network: vpc}, service: books/shop/web}"))
                .extracting(Mistake::message)
                .containsExactly("The topology has no network vpc, as it has none.");
    }

    @Test
    void allMistakesAreToldAndTheOtherQueriesAreResolved() {
        Resolved resolved = resolve(ONE_MESH, """
                {client: {cluster: nort, network: vpc}, service: shop/wbe, failures: [{kind: zone, name: x}]}
                {client: {cluster: north}, service: stock/web}
                {client: {cluster: south}, service: shop/web, port: 81}""");
        assertThat(resolved.mistakes())
                .extracting(it -> it.at().text())
                .containsExactly(
                        "/queries/0/client/cluster",
                        "/queries/0/client/network",
                        "/queries/0/service",
                        "/queries/0/failures/0/name",
                        "/queries/2/port");
        assertThat(resolved.queries())
                .extracting(query -> query.service().name())
                .containsExactly("stock/web");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{service: shop/web}", "{client: {}}", "{client: {cluster: north}}"})
    void whatIsMissingIsNoMistakeHere(String query) {
        Resolved resolved = resolve(ONE_MESH, query);
        assertThat(resolved.mistakes()).isEmpty();
        assertThat(resolved.queries()).isEmpty();
    }

    @Test
    void searchesForNearNamesABoundedNumberOfTimes() {
        String queries = IntStream.range(0, 300)
                .mapToObj(i -> "{client: {cluster: nort}, service: shop/web}")
                .collect(Collectors.joining("\n"));
        assertThat(mistakes(ONE_MESH, queries))
                .hasSize(300)
                .filteredOn(it -> it.message().contains("did you mean"))
                .hasSize(100);
    }

    @Test
    void quotesLongNamesInPartAndWithoutControlCharacters() {
        String name = "\"a\\n" + "x".repeat(100_000) + "\"";
        assertThat(mistakes(ONE_MESH, "{client: {cluster: " + name + "}, service: shop/web}"))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.message()).hasSizeLessThan(200).startsWith("The topology has no cluster a x"));
    }

    private static EndpointQuery only(String topology, String query) {
        Resolved resolved = resolve(topology, query);
        assertThat(resolved.mistakes()).isEmpty();
        assertThat(resolved.queries()).hasSize(1);
        return resolved.queries().get(0);
    }

    private static List<Mistake> mistakes(String topology, String query) {
        return resolve(topology, query).mistakes();
    }

    /** Resolves queries, each beginning a line at its brace. */
    private static Resolved resolve(String yaml, String queries) {
        Topology topology = Topologies.of(yaml);
        var resolver = new QueryResolver(topology, Reachability.of(topology));
        return resolver.resolve(queriesIn(queries), new Pointer("/queries"));
    }

    private static List<EndpointQueryDocument> queriesIn(String queries) {
        String list = "queries:\n" + queries.indent(2).replaceAll("(?m)^  \\{", "- {");
        var reading = new TopologyReader(ReadingLimits.DEFAULT)
                .read(list.getBytes(UTF_8), Notation.YAML, EndpointViewsDocument.class);
        assertThat(reading).as(list).isInstanceOf(Reading.Read.class);
        ReadEnvelope<EndpointViewsDocument> envelope =
                ((Reading.Read<ReadEnvelope<EndpointViewsDocument>>) reading).document();
        return Objects.requireNonNull(envelope.content().queries());
    }
}
