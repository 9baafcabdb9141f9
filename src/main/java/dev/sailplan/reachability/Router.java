package dev.sailplan.reachability;

import static dev.sailplan.reachability.Reason.MULTI_NETWORK_NOT_ENABLED;
import static dev.sailplan.reachability.Reason.NO_CLIENT_NETWORK_FORCES_GATEWAY;
import static dev.sailplan.reachability.Reason.NO_GATEWAY_OF_CLIENT_IP_FAMILY;
import static dev.sailplan.reachability.Reason.NO_USABLE_GATEWAY;
import static dev.sailplan.reachability.Reason.REMOTE_NETWORK;
import static dev.sailplan.reachability.Reason.REMOTE_NETWORK_DISABLED_FOR_PROXY;
import static dev.sailplan.reachability.Reason.REMOTE_NETWORK_HAS_NO_GATEWAY;
import static dev.sailplan.reachability.Reason.SAME_NETWORK;

import dev.sailplan.address.IpFamily;
import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Client.Proxy;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Istio's filter of endpoints by network, for all clients that are alike in what it looks at.
 *
 * <p>After {@code EndpointsByNetworkFilter} in Istio's endpoint builder.
 */
final class Router {

    /** Since then a client of one IP family is given gateways of that family, and one without network is sent to gateways. */
    private static final MinorVersion FAMILIES_AND_FORCED_GATEWAYS = new MinorVersion(1, 30);

    /**
     * What is looked at in a client.
     *
     * @param network its network, null if it has none
     * @param families its families, null if they are not known
     * @param unknownFamilies where its families would be stated, null if they are known
     */
    record Profile(
            @Nullable Network network,
            boolean ambient,
            @Nullable Set<IpFamily> families,
            @Nullable Pointer unknownFamilies,
            boolean choosesByFamily,
            boolean ambientMultiNetwork,
            boolean remoteNetworksDisabled) {

        /** Whether it is not given endpoints on a network that has no gateway. */
        boolean dropsWithoutGateway() {
            return ambient || ambientMultiNetwork;
        }

        static Profile of(Client client, ControlPlane watcher, boolean ambientMultiNetwork) {
            Optional<Set<IpFamily>> families = client.families();
            boolean disabled = (client.proxy() == Proxy.WAYPOINT && !watcher.isAmbientMultiNetworkWaypoint())
                    || (client.proxy() == Proxy.INGRESS && !watcher.isAmbientMultiNetworkIngress());
            return new Profile(
                    client.network().orElse(null),
                    client.ambient(),
                    families.orElse(null),
                    families.isPresent() ? null : client.cluster().podCidrs().at(),
                    watcher.version().compareTo(FAMILIES_AND_FORCED_GATEWAYS) >= 0,
                    ambientMultiNetwork,
                    disabled);
        }
    }

    /** Where endpoints are; looked up for every call there is. */
    private record Home(@Nullable Network network, Cluster cluster) {

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(network) + System.identityHashCode(cluster);
        }

        @Override
        public boolean equals(Object that) {
            return that instanceof Home home && home.network == network && home.cluster == cluster;
        }
    }

    private final Profile client;
    private final GatewayDirectory directory;
    private final @Nullable Sight unsettled;
    private final Map<Home, Route> routes = new ConcurrentHashMap<>();

    /**
     * Creates the router of a profile.
     *
     * @param unsettled what the control plane reads where that is not settled, null if it is
     */
    Router(Profile client, GatewayDirectory directory, @Nullable Sight unsettled) {
        this.client = client;
        this.directory = directory;
        this.unsettled = unsettled;
    }

    Profile profile() {
        return client;
    }

    GatewayDirectory directory() {
        return directory;
    }

    /** The way to endpoints on a network, null for none, that are registered in a cluster. */
    Route to(@Nullable Network network, Cluster cluster) {
        Home home = new Home(network, cluster);
        Route known = routes.get(home);
        return known == null ? routes.computeIfAbsent(home, this::compute) : known;
    }

    private Route compute(Home target) {
        boolean same = target.network() == null
                || client.network() == null
                || target.network().equals(client.network());
        List<NetworkGateway> candidates = candidatesFor(target);
        List<Pointer> unknown = unknownGatewaysOf(target.network());
        if (directory.isEmpty() && !client.ambient()) {
            return Route.direct(same ? SAME_NETWORK : MULTI_NETWORK_NOT_ENABLED, unknown);
        }
        if (!same && client.ambientMultiNetwork()) {
            if (candidates.isEmpty()) {
                return Route.none(NO_USABLE_GATEWAY, unknown);
            }
            if (client.remoteNetworksDisabled()) {
                return Route.none(REMOTE_NETWORK_DISABLED_FOR_PROXY, List.of());
            }
        }
        boolean forced = client.choosesByFamily() && client.network() == null && target.network() != null;
        if (candidates.isEmpty() || (same && !forced)) {
            return Route.direct(
                    same ? SAME_NETWORK : REMOTE_NETWORK_HAS_NO_GATEWAY, same && !forced ? List.of() : unknown);
        }
        return through(candidates, same ? NO_CLIENT_NETWORK_FORCES_GATEWAY : REMOTE_NETWORK);
    }

    private List<NetworkGateway> candidatesFor(Home target) {
        if (target.network() == null) {
            return List.of();
        }
        return directory.of(target.network(), target.cluster()).stream()
                .filter(gateway -> gateway.portFor(client.ambient()) != 0)
                .toList();
    }

    /** The unknown facts that decide how many gateways exist, and with that the weight of every endpoint. */
    List<Pointer> unknownGateways() {
        List<Pointer> unknown = new ArrayList<>(directory.unknown());
        if (unsettled != null) {
            unknown.addAll(unsettled.needsOfAll(directory.homes()));
        }
        return unknown;
    }

    /** Where the client's families would be stated, if gateways it is given could be of a family it does not have. */
    Optional<Pointer> unknownFamiliesFor(Route route) {
        Pointer place = client.choosesByFamily() ? client.unknownFamilies() : null;
        return Optional.ofNullable(place).filter(at -> route.gateways().stream().anyMatch(NetworkGateway::isIp));
    }

    /** The facts for want of which a network may have gateways that are not in the directory. */
    private List<Pointer> unknownGatewaysOf(@Nullable Network network) {
        if (network == null) {
            return List.of();
        }
        if (!network.gateways().isKnown()) {
            return List.of(network.gateways().at());
        }
        List<Cluster> homes = network.gateways().get().stream()
                .flatMap(gateway -> gateway.cluster().stream())
                .filter(home -> unsettled != null && !unsettled.takes(home))
                .toList();
        return unsettled == null ? List.of() : unsettled.seesAny(homes).needs();
    }

    private Route through(List<NetworkGateway> candidates, Reason reason) {
        List<NetworkGateway> usable = usableOf(candidates);
        if (usable.isEmpty()) {
            return Route.none(NO_GATEWAY_OF_CLIENT_IP_FAMILY, List.of());
        }
        return new Route(Route.Kind.GATEWAY, reason, usable, doubtsOfFamily(candidates));
    }

    /** A client of one family only uses gateways of that family. */
    private List<NetworkGateway> usableOf(List<NetworkGateway> candidates) {
        Set<IpFamily> families = client.families();
        if (!client.choosesByFamily() || families == null || families.size() != 1) {
            return candidates;
        }
        IpFamily only = families.iterator().next();
        return candidates.stream().filter(gateway -> gateway.isOf(only)).toList();
    }

    /** Where the client's families are not known, gateways of one family might be none for it. */
    private List<Pointer> doubtsOfFamily(List<NetworkGateway> candidates) {
        Pointer place = client.unknownFamilies();
        if (place == null || !client.choosesByFamily()) {
            return List.of();
        }
        List<Pointer> doubts = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            if (doubts.isEmpty() && candidates.stream().noneMatch(gateway -> gateway.isOf(family))) {
                doubts.add(place);
            }
        }
        return doubts;
    }
}
