package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateways that exist for a control plane, and the scale that its endpoints' weights are multiplied by. */
final class GatewayDirectory {

    private record Home(Network network, @Nullable Cluster cluster) {}

    private final Map<Network, List<NetworkGateway>> byNetwork = new HashMap<>();
    private final Map<Home, List<NetworkGateway>> byHome = new HashMap<>();
    private final BigInteger scale;
    private final List<Pointer> unknown;
    private final Set<Cluster> homes = new LinkedHashSet<>();

    /**
     * Lists the gateways of the given networks.
     *
     * @param exists whether a declared gateway is discovered
     */
    GatewayDirectory(List<Network> networks, Predicate<Gateway> exists) {
        for (Network network : networks) {
            distinct(network, exists).forEach(this::add);
        }
        this.scale = Stream.concat(byNetwork.values().stream(), byHome.values().stream())
                .map(List::size)
                .distinct()
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ONE, GatewayDirectory::leastCommonMultiple);
        this.unknown =
                networks.stream().flatMap(network -> unknownOf(network, exists)).toList();
        networks.stream()
                .flatMap(network -> network.gateways().orElse(List.of()).stream())
                .flatMap(gateway -> gateway.cluster().stream())
                .forEach(homes::add);
    }

    private static Stream<Pointer> unknownOf(Network network, Predicate<Gateway> exists) {
        if (network.isImplicit()) {
            return Stream.empty();
        }
        Fact<List<Gateway>> gateways = network.gateways();
        return gateways.isKnown()
                ? gateways.get().stream()
                        .filter(exists)
                        .map(Gateway::addresses)
                        .filter(addresses -> !addresses.isKnown())
                        .map(Fact::at)
                : Stream.of(gateways.at());
    }

    /** The declared gateways of a network, address by address; declarations that agree are one. */
    static Collection<NetworkGateway> distinct(Network network, Predicate<Gateway> exists) {
        Map<NetworkGateway.Key, NetworkGateway> distinct = new LinkedHashMap<>();
        network.gateways().orElse(List.of()).stream()
                .filter(exists)
                .forEach(gateway -> gatewaysOf(gateway).forEach(each -> addTo(distinct, each, gateway)));
        return distinct.values();
    }

    private static void addTo(
            Map<NetworkGateway.Key, NetworkGateway> distinct, NetworkGateway found, Gateway declaration) {
        NetworkGateway known = distinct.putIfAbsent(found.key(), found);
        if (known != null) {
            known.alsoDeclaredBy(declaration);
        }
    }

    /** Each address counts; a host name only if it can be resolved, and an unknown list as one address. */
    private static Stream<NetworkGateway> gatewaysOf(Gateway gateway) {
        List<String> addresses = gateway.addresses().value();
        if (addresses == null) {
            return Stream.of(new NetworkGateway(gateway, null));
        }
        return addresses.stream()
                .filter(address -> gateway.isResolvable() || AddressRange.isAddress(address))
                .map(address -> new NetworkGateway(gateway, address));
    }

    private void add(NetworkGateway gateway) {
        Home home = new Home(gateway.network(), gateway.cluster().orElse(null));
        byNetwork.computeIfAbsent(home.network(), key -> new ArrayList<>()).add(gateway);
        byHome.computeIfAbsent(home, key -> new ArrayList<>()).add(gateway);
    }

    private static BigInteger leastCommonMultiple(BigInteger one, BigInteger other) {
        return one.divide(one.gcd(other)).multiply(other);
    }

    boolean isEmpty() {
        return byNetwork.isEmpty();
    }

    /** The absent lists of gateways, and of addresses of those that exist. */
    List<Pointer> unknown() {
        return unknown;
    }

    /** The clusters in which gateways are declared, whether these exist or not. */
    Set<Cluster> homes() {
        return homes;
    }

    /** What every endpoint weighs: divisible by the number of gateways of any network and of any cluster in it. */
    BigInteger scale() {
        return scale;
    }

    /** The gateways for endpoints of a network and a cluster: those of both, else those of the network. */
    List<NetworkGateway> of(Network network, Cluster cluster) {
        List<NetworkGateway> own = byHome.get(new Home(network, cluster));
        return own != null ? own : byNetwork.getOrDefault(network, List.of());
    }
}
