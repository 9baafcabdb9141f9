package dev.sailplan.query;

import dev.sailplan.address.IpFamily;
import dev.sailplan.document.ClientDocument;
import dev.sailplan.document.EndpointQueryDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.PortDocument;
import dev.sailplan.document.ProxyRole;
import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resolves the names in questions against one topology. */
public final class QueryResolver {

    /**
     * What became of questions.
     *
     * @param queries those without mistakes and without faults of their own, in their order
     * @param mistakes in all of them, in their order
     */
    public record Resolved(List<EndpointQuery> queries, List<Mistake> mistakes) {

        public Resolved {
            queries = List.copyOf(queries);
            mistakes = List.copyOf(mistakes);
        }
    }

    private final Reachability reachability;
    private final boolean severalMeshes;
    private final Map<String, Cluster> clusters;
    private final Map<String, Network> networks;
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Service> servicesWithMesh = new LinkedHashMap<>();
    private final FailurePoints failurePoints;

    public QueryResolver(Topology topology, Reachability reachability) {
        this.reachability = reachability;
        this.severalMeshes = topology.meshes().size() > 1;
        this.clusters = byName(topology.clusters());
        this.networks = byName(topology.networks());
        this.networks.remove("");
        this.failurePoints = new FailurePoints(topology);
        for (Service service : topology.services()) {
            services.putIfAbsent(service.name(), service);
            service.mesh()
                    .map(Mesh::name)
                    .ifPresent(mesh -> servicesWithMesh.putIfAbsent(
                            mesh + "/" + service.namespace() + "/" + service.shortName(), service));
        }
    }

    private static <T extends Element> Map<String, T> byName(List<T> elements) {
        Map<String, T> named = new LinkedHashMap<>();
        elements.forEach(element -> named.putIfAbsent(element.name(), element));
        return named;
    }

    /**
     * Resolves questions. What a question lacks because it could not be read is no mistake here.
     *
     * @param at where they are
     */
    public Resolved resolve(List<EndpointQueryDocument> written, Pointer at) {
        Names names = new Names();
        List<EndpointQuery> queries = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            resolve(written.get(i), at.index(i), names).ifPresent(queries::add);
        }
        return new Resolved(queries, names.mistakes());
    }

    private Optional<EndpointQuery> resolve(EndpointQueryDocument written, Pointer at, Names names) {
        int mistakes = names.mistakes().size();
        Optional<Client> client =
                Optional.ofNullable(written.client()).flatMap(it -> clientOf(it, at.field("client"), names));
        Optional<Service> service =
                Optional.ofNullable(written.service()).flatMap(it -> serviceOf(it, at.field("service"), names));
        service.ifPresent(it -> checkPort(it, written.port(), at.field("port"), names));
        var failures = failurePoints.resolve(written.failures(), at.field("failures"), names);
        return client.isPresent() && service.isPresent() && names.mistakes().size() == mistakes
                ? Optional.of(new EndpointQuery(client.get(), service.get(), written.port(), failures))
                : Optional.empty();
    }

    private Optional<Client> clientOf(ClientDocument written, Pointer at, Names names) {
        Optional<Cluster> cluster = Optional.ofNullable(written.cluster())
                .flatMap(name -> names.find(clusters, "cluster", name, at.field("cluster")));
        Optional<Network> network = Optional.ofNullable(written.network())
                .filter(name -> !name.isEmpty())
                .flatMap(name -> names.find(networks, "network", name, at.field("network")));
        Set<String> view = networkViewOf(written, at.field("networkView"), names);
        List<IpFamily> families = written.ipFamilies();
        if (families != null && families.isEmpty()) {
            names.note(
                    at.field("ipFamilies"),
                    "A client has at least one IP family; leave the field out for those of its cluster's pods.");
        }
        return cluster.map(it -> Client.of(it, written.dataPlane(), proxyOf(written.proxy())))
                .map(it -> it.inNamespace(written.namespace()))
                .map(it -> it.at(written.zone(), written.subzone()))
                .map(it -> network.map(it::on).orElse(it))
                .map(it -> "".equals(written.network()) ? it.onNoNetwork() : it)
                .map(it -> families == null ? it : it.withFamilies(Set.copyOf(families)))
                .map(it -> view.isEmpty() ? it : it.withNetworkView(view));
    }

    private Set<String> networkViewOf(ClientDocument written, Pointer at, Names names) {
        List<String> view = Objects.requireNonNullElse(written.networkView(), List.of());
        for (int i = 0; i < view.size(); i++) {
            names.find(networks, "network", view.get(i), at.index(i));
        }
        return new LinkedHashSet<>(view);
    }

    private static Client.@Nullable Proxy proxyOf(@Nullable ProxyRole role) {
        if (role == null) {
            return null;
        }
        return switch (role) {
            case SIDECAR -> Client.Proxy.SIDECAR;
            case WAYPOINT -> Client.Proxy.WAYPOINT;
            case INGRESS -> Client.Proxy.INGRESS;
            case EASTWEST -> Client.Proxy.EASTWEST;
        };
    }

    private Optional<Service> serviceOf(String name, Pointer at, Names names) {
        Service withMesh = servicesWithMesh.get(name);
        if (withMesh != null) {
            return Optional.of(withMesh);
        }
        List<String> full = severalMeshes ? withAnyMesh(name) : List.of();
        if (full.isEmpty()) {
            return names.find(services, "service", name, at);
        }
        names.note(
                at,
                "The topology has several meshes, so the service " + Names.quote(name)
                        + " needs the name of its mesh; write " + String.join(" or ", full) + ".");
        return Optional.empty();
    }

    private List<String> withAnyMesh(String name) {
        return servicesWithMesh.entrySet().stream()
                .filter(entry -> name.equals(
                        entry.getValue().namespace() + "/" + entry.getValue().shortName()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void checkPort(Service service, @Nullable Integer port, Pointer at, Names names) {
        if (port != null && !reachability.hasPort(service, port)) {
            Set<Integer> known = portsOf(service);
            names.note(
                    at,
                    "The service " + service.name() + " has no port " + port
                            + (known.isEmpty()
                                    ? "."
                                    : "; it has "
                                            + Names.listed(known.stream()
                                                    .map(String::valueOf)
                                                    .toList())
                                            + "."));
        }
    }

    private static Set<Integer> portsOf(Service service) {
        Set<Integer> known = new TreeSet<>();
        Stream.concat(
                        service.ports().orElse(List.of()).stream(),
                        service.objects().orElse(Map.of()).values().stream()
                                .map(ServiceObject::ports)
                                .flatMap(ports -> ports.orElse(List.of()).stream()))
                .map(PortDocument::number)
                .filter(Objects::nonNull)
                .forEach(known::add);
        return known;
    }
}
