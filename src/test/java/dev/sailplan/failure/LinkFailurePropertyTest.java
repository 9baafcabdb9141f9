package dev.sailplan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Outage;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Links that fail against topologies that declare them closed, as far as control planes read the same in both. */
class LinkFailurePropertyTest {

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 150));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aViewIsThatOfATopologyThatDeclaresTheFailedLinksClosed(long seed) {
        Map<String, Object> document = Linked.random(seed);
        Random chance = new Random(seed);
        List<String> failed = failedLinks(document, chance);
        Reachability whole = read(document);
        Reachability closed = read(Linked.without(document, failed));
        Set<Failure> failures = new LinkedHashSet<>();
        failed.forEach(name -> failures.add(new Failure(FailureKind.LINK, name)));
        for (Cluster client : clusters(whole.topology())) {
            Cluster same = cluster(closed.topology(), client.name());
            boolean takenOver =
                    !whole.controlPlaneOf(client, new Outage(failures)).equals(client.firstControlPlane());
            if (takenOver || !readBy(whole, client).equals(readBy(closed, same))) {
                continue; // a document cannot say that
            }
            for (int i = 0; i < whole.topology().services().size(); i++) {
                Service one = whole.topology().services().get(i);
                Service other = closed.topology().services().get(i);
                assertThat(told(whole.view(Client.of(client), one, null, failures)))
                        .as("seed %d, %s for %s without %s", seed, one.name(), client.name(), failed)
                        .isEqualTo(told(closed.view(Client.of(same), other, null, Set.of())));
            }
        }
    }

    /** What the first control plane of a cluster reads: it keeps what it has read over links that fail later. */
    private static List<String> readBy(Reachability reachability, Cluster client) {
        ControlPlane watcher = client.firstControlPlane().orElse(null);
        return watcher == null
                ? List.of()
                : reachability.topology().clusters().stream()
                        .map(each -> each.name() + " "
                                + reachability.discovery().sees(watcher, each).isNo())
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFailedLinkTakesNothingFromWhatClientsAreServed(long seed) {
        Map<String, Object> document = Linked.random(seed);
        Set<Failure> failures = new LinkedHashSet<>();
        failedLinks(document, new Random(seed)).forEach(name -> failures.add(new Failure(FailureKind.LINK, name)));
        Reachability whole = read(document);
        for (Cluster client : clusters(whole.topology())) {
            if (!whole.controlPlaneOf(client, new Outage(failures)).equals(client.firstControlPlane())) {
                continue; // another one may have read something else
            }
            for (Service service : whole.topology().services()) {
                assertThat(served(whole.view(Client.of(client), service, null, failures)))
                        .as("seed %d, %s for %s without %s", seed, service.name(), client.name(), failures)
                        .isEqualTo(served(whole.view(Client.of(client), service, null, Set.of())));
            }
        }
    }

    private static List<String> served(EndpointView view) {
        return Stream.concat(
                        Stream.of("resolves " + view.resolves()),
                        view.endpoints().stream()
                                .map(each -> each.address() + ":" + each.port() + " weighs " + each.weight() + " of "
                                        + each.replicas()))
                .toList();
    }

    private static List<String> failedLinks(Map<String, Object> document, Random chance) {
        List<String> places = Stream.of("networks", "clusters")
                .flatMap(field -> Linked.names(document, field).stream())
                .toList();
        List<String> declared = Linked.objects(document, "links").stream()
                .map(link -> link.get("from") + "->" + link.get("to"))
                .toList();
        String made = places.get(chance.nextInt(places.size())) + "->" + places.get(chance.nextInt(places.size()));
        return Stream.concat(Stream.of(made), declared.stream().filter(each -> chance.nextInt(3) == 0))
                .distinct()
                .toList();
    }

    private static Reachability read(Map<String, Object> document) {
        return Reachability.of(Topologies.of(new JsonMapper().writeValueAsString(document)));
    }

    private static List<Cluster> clusters(Topology topology) {
        return topology.clusters().stream()
                .filter(cluster -> cluster.mesh().isPresent())
                .toList();
    }

    private static Cluster cluster(Topology topology, String name) {
        return topology.clusters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> told(EndpointView view) {
        return Stream.of(
                        Stream.of(
                                "resolves " + view.resolves() + ", " + view.verdict() + ", assumed " + view.assumed()),
                        view.endpoints().stream()
                                .map(each -> each.address() + ":" + each.port() + " weighs " + each.weight() + " of "
                                        + each.replicas() + " but " + each.unreachable() + " as " + each.reasons()),
                        view.dropped().stream()
                                .map(each -> each.workload().at() + " " + each.replicas() + " " + each.reason()))
                .flatMap(each -> each)
                .toList();
    }
}
