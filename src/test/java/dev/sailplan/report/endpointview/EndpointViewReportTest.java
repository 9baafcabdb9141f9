package dev.sailplan.report.endpointview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.Generated;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.query.EndpointQuery;
import dev.sailplan.query.EndpointQuery.Answered;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.reachability.EndpointView.Verdict;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Locality;
import dev.sailplan.reachability.Reason;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an explanation says of answers that are given. */
class EndpointViewReportTest {

    private static final Topology TOPOLOGY = Topologies.of("""
            name: bookshop
            networks: [{name: vpc-north}, {name: "vpc_south"}]
            clusters: [{name: north, network: vpc-north}, {name: south, network: vpc_south}]
            services:
              - name: web
                namespace: shop
                workloads: [{cluster: north}, {cluster: south}]
              - name: far
                namespace: shop
                locality: {distribute: [{from: eu, to: {eu: 80, us: 20}}]}
            """);

    private static final Cluster NORTH = TOPOLOGY.clusters().get(0);
    private static final Cluster SOUTH = TOPOLOGY.clusters().get(1);
    private static final Service WEB = TOPOLOGY.services().get(0);

    private static EndpointQuery query() {
        return new EndpointQuery(Client.of(NORTH), WEB, null, Set.of());
    }

    private static EndpointView view(boolean resolves, Verdict verdict, ServedEndpoint... served) {
        return new EndpointView(resolves, List.of(served), List.of(), verdict, List.of());
    }

    private static ServedEndpoint direct(@Nullable String address, int weight, int priority) {
        return new ServedEndpoint(
                address,
                8080,
                BigInteger.valueOf(weight),
                false,
                NORTH.network().orElse(null),
                NORTH,
                new Locality("eu", "eu-a", null),
                priority,
                1,
                0,
                List.of(Reason.SAME_NETWORK));
    }

    private static ServedEndpoint gateway(long replicas, long unreachable, Reason... more) {
        return new ServedEndpoint(
                "2001:db8::10",
                15443,
                BigInteger.valueOf(3),
                true,
                SOUTH.network().orElse(null),
                SOUTH,
                new Locality(null, null, null),
                0,
                replicas,
                unreachable,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(Reason.REMOTE_NETWORK), java.util.stream.Stream.of(more))
                        .toList());
    }

    private static String write(EndpointQuery query, EndpointView view) {
        return EndpointViewReport.write(Stream.of(new Answered(query, view)));
    }

    @Test
    void isWrittenAsExpected() {
        Workload lost = WEB.workloads().get().get(1);
        var degraded = new EndpointView(
                true,
                List.of(
                        direct("10.10.1.5", 2, 0),
                        direct(null, 1, 0),
                        gateway(3, 1, Reason.GATEWAY_BEHIND_L7),
                        direct("10.10.1.6", 5, 1)),
                List.of(
                        new DroppedEndpoints(lost, "10.20.1.5", Reason.CROSS_NETWORK_NEEDS_MTLS, 1),
                        new DroppedEndpoints(lost, null, Reason.CLUSTER_LOCAL, 4)),
                Verdict.DEGRADED,
                List.of(new Pointer("/clusters/0/podCidrs"), new Pointer("/meshes/0/trustBundles")));
        var failing = new EndpointQuery(
                Client.of(SOUTH, null, Client.Proxy.WAYPOINT),
                WEB,
                80,
                Set.of(new Failure(FailureKind.CONTROL_PLANE, "istiod")));
        Generated.file(
                Path.of("src/test/resources/golden/text-markdown/endpoint-views.txt"),
                EndpointViewReport.write(Stream.of(
                        new Answered(query(), degraded), new Answered(failing, view(false, Verdict.UNREACHABLE)))));
    }

    @Test
    void sharesAreThoseWithinAPriority() {
        String text = write(
                query(),
                view(
                        true,
                        Verdict.REACHABLE,
                        direct("10.0.0.1", 1, 0),
                        direct("10.0.0.2", 2, 0),
                        direct("10.0.0.3", 7, 1)));
        assertThat(text)
                .contains("| `10.0.0.1:8080` | 0 | 33.3 % |", "| `10.0.0.2:8080` | 0 | 66.7 % |")
                .contains("| `10.0.0.3:8080` | 1 | 100 % |", "shares are those within a priority");
        assertThat(write(query(), view(true, Verdict.REACHABLE, direct("10.0.0.1", 0, 0))))
                .contains("| 0 | none |")
                .doesNotContain("shares are those within a priority");
    }

    @Test
    void saysThatADistributionDecidesBetweenLocalities() {
        var query = new EndpointQuery(Client.of(NORTH), TOPOLOGY.services().get(1), null, Set.of());
        EndpointView view = view(true, Verdict.REACHABLE, direct("10.0.0.1", 1, 0));
        assertThat(write(query, view)).contains("distributes its calls between localities");
        assertThat(write(query(), view)).doesNotContain("distributes");
    }

    @Test
    void everyVerdictHasItsSentence() {
        assertThat(write(query(), view(true, Verdict.REACHABLE, direct("10.0.0.1", 1, 0))))
                .contains("**reachable**: every endpoint");
        assertThat(write(query(), view(true, Verdict.UNREACHABLE, gateway(2, 2, Reason.GATEWAY_TLS_MODE))))
                .contains("**unreachable**: no call works to any", "| no: the gateway's TLS mode");
        assertThat(write(query(), view(true, Verdict.UNREACHABLE)))
                .contains("**unreachable**: no call works, as no endpoint is served.", "### Served\n\nNothing.");
        assertThat(write(query(), view(false, Verdict.UNREACHABLE, direct("10.0.0.1", 1, 0))))
                .contains("**unreachable**: no call works, as the name does not resolve.");
    }

    @Test
    void longListsAreCutAndSaySo() {
        ServedEndpoint[] many = IntStream.range(0, 250)
                .mapToObj(i -> direct("10.0.0." + i, 1, 0))
                .toArray(ServedEndpoint[]::new);
        String text = write(query(), view(true, Verdict.REACHABLE, many));
        assertThat(text.lines().filter(line -> line.startsWith("| `10."))).hasSize(100);
        assertThat(text).contains("And 150 more.", "| 0.4 % |");
    }

    @Test
    void whatComesFromTheDocumentCannotBecomeMarkup() {
        Topology hostile = Topologies.of("""
                name: a
                clusters: [{name: b, region: "<img src=x>|[y](z)\\n# h"}]
                services: [{name: web, namespace: shop, workloads: [{cluster: b}]}]
                """);
        Workload workload = hostile.services().get(0).workloads().get().get(0);
        var served = new ServedEndpoint(
                "`|<b>",
                1,
                BigInteger.ONE,
                false,
                null,
                hostile.clusters().get(0),
                new Locality(workload.region().orElseThrow(), null, null),
                0,
                1,
                0,
                List.of(Reason.SAME_NETWORK));
        String text = write(
                new EndpointQuery(
                        Client.of(hostile.clusters().get(0)),
                        hostile.services().get(0),
                        null,
                        Set.of(new Failure(FailureKind.REGION, "<img src=x>\n# h"))),
                view(true, Verdict.REACHABLE, served));
        assertThat(text.lines()).noneMatch(line -> line.startsWith("# h"));
        assertThat(text)
                .doesNotContainPattern("(?<!\\\\)<img")
                .doesNotContain("[y](z)")
                .contains("`??<b>:1`");
        assertThat(text.lines().filter(line -> line.startsWith("| `")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.replace("\\|", "").split("\\|", -1)).hasSize(9));
    }
}
