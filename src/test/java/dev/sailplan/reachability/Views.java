package dev.sailplan.reachability;

import dev.sailplan.address.IpFamily;
import dev.sailplan.document.DataPlane;
import dev.sailplan.reachability.Client.Proxy;
import dev.sailplan.reachability.EndpointView.DroppedEndpoints;
import dev.sailplan.reachability.EndpointView.ServedEndpoint;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topologies;
import dev.sailplan.topology.Topology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Asks for endpoint views as plain trees, in the form of the HTTP answer. */
final class Views {

    private static final JsonMapper JSON = new JsonMapper();

    private Views() {}

    static Reachability of(Map<String, Object> topology) {
        return Reachability.of(Topologies.of(JSON.writeValueAsString(topology)));
    }

    static Map<String, Object> answer(Map<String, Object> topology, Map<String, Object> query) {
        return answer(of(topology), query);
    }

    static Map<String, Object> answer(Reachability reachability, Map<String, Object> query) {
        return toTree(view(reachability, new Tree(query)));
    }

    private static EndpointView view(Reachability reachability, Tree query) {
        Topology topology = reachability.topology();
        Integer port = query.text("port") == null ? null : Integer.valueOf(query.name("port"));
        Service service = named(topology.services(), query.name("service"));
        return reachability.view(client(topology, query.item("client")), service, port, Set.of());
    }

    static Client client(Topology topology, Tree query) {
        Cluster cluster = named(topology.clusters(), query.name("cluster"));
        Client client = Client.of(
                        cluster,
                        constant(DataPlane.values(), query.text("dataPlane")),
                        constant(Proxy.values(), query.text("proxy")))
                .inNamespace(query.text("namespace"))
                .at(query.text("zone"), query.text("subzone"));
        String network = query.text("network");
        if (network != null) {
            client = network.isEmpty() ? client.onNoNetwork() : client.on(named(topology.networks(), network));
        }
        if (query.fields().containsKey("ipFamilies")) {
            client = client.withFamilies(query.texts("ipFamilies").stream()
                    .map(text -> constant(IpFamily.values(), text))
                    .collect(Collectors.toSet()));
        }
        return query.fields().containsKey("networkView")
                ? client.withNetworkView(Set.copyOf(query.texts("networkView")))
                : client;
    }

    private static <T> @Nullable T constant(T[] constants, @Nullable String text) {
        return Stream.of(constants)
                .filter(constant -> constant.toString().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static <T extends Element> T named(Collection<T> elements, String name) {
        return elements.stream()
                .filter(element -> element.name().equals(name) || element.name().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    static Map<String, Object> toTree(EndpointView view) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("resolves", view.resolves());
        tree.put("endpoints", view.endpoints().stream().map(Views::toTree).toList());
        tree.put("dropped", view.dropped().stream().map(Views::toTree).toList());
        tree.put("verdict", view.verdict().toString());
        return tree;
    }

    private static Map<String, Object> toTree(ServedEndpoint endpoint) {
        Map<String, Object> tree = new LinkedHashMap<>();
        put(tree, "address", endpoint.address());
        put(tree, "port", endpoint.port());
        tree.put("weight", endpoint.weight());
        tree.put("kind", endpoint.gateway() ? "gateway" : "direct");
        put(
                tree,
                "network",
                Optional.ofNullable(endpoint.network()).map(Network::name).orElse(null));
        put(
                tree,
                "cluster",
                Optional.ofNullable(endpoint.cluster()).map(Cluster::name).orElse(null));
        String locality = endpoint.locality().toString();
        put(tree, "locality", locality.isEmpty() ? null : locality);
        tree.put("priority", endpoint.priority());
        tree.put("replicas", endpoint.replicas());
        tree.put("reachable", endpoint.isReachable());
        if (endpoint.unreachable() > 0 && endpoint.unreachable() < endpoint.replicas()) {
            tree.put("unreachableReplicas", endpoint.unreachable());
        }
        tree.put("reasons", endpoint.reasons().stream().map(Reason::toString).toList());
        return tree;
    }

    private static Map<String, Object> toTree(DroppedEndpoints dropped) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("workload", dropped.workload().at().text());
        tree.put("cluster", dropped.workload().cluster().name());
        dropped.workload()
                .network()
                .filter(network -> !network.isImplicit())
                .ifPresent(network -> tree.put("network", network.name()));
        tree.put("reason", dropped.reason().toString());
        tree.put("replicas", dropped.replicas());
        return tree;
    }

    private static void put(Map<String, Object> tree, String field, @Nullable Object value) {
        if (value != null) {
            tree.put(field, value);
        }
    }

    static List<String> reasons(EndpointView view) {
        return view.endpoints().stream()
                .flatMap(endpoint -> endpoint.reasons().stream())
                .map(Reason::toString)
                .toList();
    }
}
