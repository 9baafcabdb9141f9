package dev.sailplan.reachability;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Topology topology;
    private final Discovery discovery;
    private final Offer offer = new Offer();
    private final Policy policy;
    private final Map<Cluster, Integer> numbers = new HashMap<>();
    private final Map<ControlPlane, Sight> sights = new ConcurrentHashMap<>();
    private final Map<Horizon, GatewayDirectory> directories = new ConcurrentHashMap<>();
    private final Map<Outlook, Router> routers = new ConcurrentHashMap<>();
    private final Map<Service, Offered> offered = new ConcurrentHashMap<>();
    private final Map<NetworkGateway, GatewayPath> openPaths = new ConcurrentHashMap<>();
    private final Map<NetworkGateway, GatewayPath> openPathsOfHbone = new ConcurrentHashMap<>();
    private final Map<Cluster, Identity> identities = new ConcurrentHashMap<>();

    Terrain(Topology topology) {
        this.topology = topology;
        this.discovery = Discovery.of(topology);
        this.policy = new Policy(topology);
        topology.clusters().forEach(cluster -> numbers.put(cluster, numbers.size()));
    }

    Discovery discovery() {
        return discovery;
    }

    Offer offer() {
        return offer;
    }

    Policy policy() {
        return policy;
    }

    Links links() {
        return topology.links();
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
        return sights.computeIfAbsent(watcher, each -> new Sight(each, discovery, numbers));
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
        GatewayDirectory directory = directories.computeIfAbsent(
                new Horizon(sight.taken(), exporting), horizon -> directoryOf(sight, exporting));
        Router.Profile profile = Router.Profile.of(client, watcher);
        Sight unsettled = sight.isSettled() ? null : sight;
        return routers.computeIfAbsent(
                new Outlook(profile, directory, unsettled), key -> new Router(profile, directory, unsettled));
    }

    /** What is known of gateways that expose every host, where no link is declared and nothing has failed. */
    Map<NetworkGateway, GatewayPath> openPaths(boolean ambient) {
        return ambient ? openPathsOfHbone : openPaths;
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
     * its secrets. None where no definition differs from the service.
     */
    Optional<Cluster> definitionFor(Caller caller, Service service) {
        Map<Cluster, ServiceObject> objects = service.statedObjects();
        ControlPlane watcher = caller.watcher();
        Sight sight = caller.sight();
        if (watcher == null || sight == null || objects.isEmpty()) {
            return Optional.empty();
        }
        Stream<Cluster> bySecret = Discovery.countingSecretsOf(watcher).keySet().stream();
        return Stream.of(watcher.ownCluster().asOptional().stream(), bySecret, watcher.servedClusters().stream())
                .flatMap(each -> each)
                .filter(cluster -> objects.containsKey(cluster) && sight.takes(cluster))
                .findFirst();
    }

    List<Network> networks() {
        return topology.networks();
    }
}
