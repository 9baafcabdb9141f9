package dev.sailplan.reachability;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.ServiceObject;
import dev.sailplan.topology.Topology;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ways of all calls in a topology have in common: worked out once, for as few distinct cases as there are. Control planes
 * that read the same clusters share their gateways, and clients that are alike in what the network filter looks at share their
 * routes.
 */
final class Terrain {

    /**
     * What decides which gateways exist.
     *
     * @param read the clusters that are read, by number
     * @param exporting a mesh whose gateways exist too, null for none
     */
    private record Horizon(BitSet read, @Nullable Mesh exporting) {}

    /**
     * What decides the routes of a client.
     *
     * @param unsettled what the control plane reads where that is not settled, null if it is
     */
    private record Outlook(
            Router.Profile profile,
            GatewayDirectory directory,
            @Nullable Sight unsettled) {}

    /** What clients of one kind have in common where it is asked which hosts stay inside their cluster. */
    private record Standpoint(Mesh mesh, String istioNamespace) {}

    private final Topology topology;
    private final @Nullable Terrain before;
    private final Links links;
    private final boolean anyAmbient;
    private final Set<Standpoint> standpoints;
    private final Discovery discovery;
    private final Offer offer;
    private final Policy policy;
    private final Map<Cluster, Integer> numbers;
    private final Map<ControlPlane, Sight> sights = new ConcurrentHashMap<>();
    private final Map<Horizon, GatewayDirectory> directories = new ConcurrentHashMap<>();
    private final Map<Outlook, Router> routers = new ConcurrentHashMap<>();
    private final Map<Service, Offered> offered;
    private final Map<NetworkGateway, GatewayPath> openPaths = new ConcurrentHashMap<>();
    private final Map<NetworkGateway, GatewayPath> openPathsOfHbone = new ConcurrentHashMap<>();
    private final Map<ControlPlane, Boolean> ambientMultiNetwork;
    private final Map<ControlPlane, List<Cluster>> readingOrders;
    private final Map<Cluster, Identity> identities;
    private final Map<Ties, Ties> ties = new ConcurrentHashMap<>();

    Terrain(Topology topology) {
        this.topology = topology;
        this.before = null;
        this.links = topology.links();
        this.standpoints = new LinkedHashSet<>();
        this.offer = new Offer();
        this.numbers = new HashMap<>();
        this.offered = new ConcurrentHashMap<>();
        this.ambientMultiNetwork = new ConcurrentHashMap<>();
        this.readingOrders = new ConcurrentHashMap<>();
        this.identities = new ConcurrentHashMap<>();
        this.discovery = Discovery.of(topology);
        this.policy = new Policy(topology);
        this.anyAmbient = topology.clusters().stream().anyMatch(cluster -> cluster.dataPlane() == DataPlane.AMBIENT);
        for (Cluster cluster : topology.clusters()) {
            numbers.put(cluster, numbers.size());
            cluster.firstControlPlane()
                    .ifPresent(watcher -> standpoints.add(new Standpoint(watcher.mesh(), cluster.istioNamespace())));
        }
    }

    /** The same with other links between what is known. */
    private Terrain(Terrain before, Links links) {
        this.topology = before.topology;
        this.before = before;
        this.links = links;
        this.standpoints = before.standpoints;
        this.offer = before.offer;
        this.numbers = before.numbers;
        this.offered = before.offered;
        this.ambientMultiNetwork = before.ambientMultiNetwork;
        this.readingOrders = before.readingOrders;
        this.identities = before.identities;
        this.discovery = before.discovery;
        this.policy = before.policy;
        this.anyAmbient = before.anyAmbient;
    }

    /** The same while some links have failed: control planes keep what they have read over them. */
    Terrain without(Set<String> failedLinks) {
        return new Terrain(this, links.without(failedLinks));
    }

    Ties shared(Ties each) {
        return ties.computeIfAbsent(each, key -> key);
    }

    Discovery discovery() {
        return discovery;
    }

    /** Whether a service is cluster-local for any client at all: a quick test for those that are not. */
    boolean mayBeClusterLocal(Service service) {
        boolean byScope = service.scope()
                        .map(scope -> scope == ServiceScope.CLUSTER_LOCAL)
                        .orElse(anyAmbient)
                || service.statedObjects().values().stream()
                        .anyMatch(object ->
                                object.scope().isPresent() && object.scope().get() == ServiceScope.CLUSTER_LOCAL);
        return byScope
                || standpoints.stream()
                        .anyMatch(each -> offer.isHostClusterLocal(service, each.mesh(), each.istioNamespace()));
    }

    Offer offer() {
        return offer;
    }

    Policy policy() {
        return policy;
    }

    Links links() {
        return links;
    }

    /** The place of a cluster in the document. */
    int numberOf(Cluster cluster) {
        return numbers.getOrDefault(cluster, 0);
    }

    /** What the certificates of a cluster's workloads say. */
    Identity identityOf(Cluster cluster) {
        return identities.computeIfAbsent(cluster, each -> Identity.of(each, each.firstControlPlane()));
    }

    Sight sightOf(ControlPlane watcher) {
        return before == null
                ? sights.computeIfAbsent(watcher, each -> new Sight(each, discovery, numbers))
                : before.sightOf(watcher);
    }

    /** What is offered of a service. */
    Offered offered(Service service) {
        return offered.computeIfAbsent(service, each -> new Offered(each, this));
    }

    /** A client that is served by the given control plane, null if none serves it. */
    Caller callerOf(Client client, @Nullable ControlPlane watcher) {
        Sight sight = watcher == null ? null : sightOf(watcher);
        return new Caller(
                client,
                watcher,
                sight,
                watcher == null || sight == null ? null : routerFor(client, watcher, sight, null),
                identityOf(client.cluster()),
                policy.ofCaller(client.cluster(), client.namespace()));
    }

    /**
     * The routes of a caller, null if no control plane serves it.
     *
     * @param exporting a mesh whose gateways exist too, null for none
     */
    @Nullable
    Router routerFor(Caller caller, @Nullable Mesh exporting) {
        ControlPlane watcher = caller.watcher();
        Sight sight = caller.sight();
        return exporting == null || watcher == null || sight == null
                ? caller.router()
                : routerFor(caller.client(), watcher, sight, exporting);
    }

    private Router routerFor(Client client, ControlPlane watcher, Sight sight, @Nullable Mesh exporting) {
        if (before != null) {
            return before.routerFor(client, watcher, sight, exporting);
        }
        GatewayDirectory directory = directories.computeIfAbsent(
                new Horizon(sight.taken(), exporting), horizon -> directoryOf(sight, exporting));
        Router.Profile profile = profileOf(client, watcher);
        Sight unsettled = sight.isSettled() ? null : sight;
        return routers.computeIfAbsent(
                new Outlook(profile, directory, unsettled), key -> new Router(profile, directory, unsettled));
    }

    /** What is known of gateways that expose every host, where no link is declared and nothing has failed. */
    Map<NetworkGateway, GatewayPath> openPaths(boolean ambient) {
        return ambient ? openPathsOfHbone : openPaths;
    }

    /** Whether a control plane is ambient multi-network is asked for every call, and known by looking at every cluster. */
    Router.Profile profileOf(Client client, ControlPlane watcher) {
        boolean ambient = ambientMultiNetwork.computeIfAbsent(watcher, ControlPlane::isAmbientMultiNetwork);
        return Router.Profile.of(client, watcher, ambient);
    }

    private GatewayDirectory directoryOf(Sight sight, @Nullable Mesh exporting) {
        return new GatewayDirectory(topology.networks(), gateway -> exists(gateway, sight, exporting));
    }

    /** Gateways in no cluster exist for every control plane. */
    private static boolean exists(Gateway gateway, Sight sight, @Nullable Mesh exporting) {
        return gateway.cluster()
                .filter(cluster -> !sight.takes(cluster)
                        && (exporting == null || !cluster.mesh().equals(Optional.of(exporting))))
                .isEmpty();
    }

    /**
     * The cluster whose definition of a service the caller's control plane takes: its own, else the first it reads, in the order of
     * its secrets, and by name where it reads clusters without one. None where no definition differs from the service.
     */
    Optional<Cluster> definitionFor(Caller caller, Service service) {
        Map<Cluster, ServiceObject> objects = service.statedObjects();
        ControlPlane watcher = caller.watcher();
        Sight sight = caller.sight();
        if (watcher == null || sight == null || objects.isEmpty()) {
            return Optional.empty();
        }
        return readingOrders.computeIfAbsent(watcher, Terrain::readingOrderOf).stream()
                .filter(cluster -> objects.containsKey(cluster) && sight.takes(cluster))
                .findFirst();
    }

    private static List<Cluster> readingOrderOf(ControlPlane watcher) {
        Stream<Cluster> bySecret = Discovery.countingSecretsOf(watcher).keySet().stream();
        Stream<Cluster> byName = watcher.servedClusters().stream().sorted(Comparator.comparing(Cluster::name));
        return Stream.of(watcher.ownCluster().asOptional().stream(), bySecret, byName)
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    List<Network> networks() {
        return topology.networks();
    }
}
