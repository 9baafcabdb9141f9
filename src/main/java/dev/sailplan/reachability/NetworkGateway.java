package dev.sailplan.reachability;

import dev.sailplan.address.AddressRange;
import dev.sailplan.address.IpFamily;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One gateway as Istio counts them: an address of a network, with its ports. Declarations that agree in all of that are one.
 */
final class NetworkGateway {

    /**
     * By address as it is written, one that is not known first, then by the port that is called and by place.
     *
     * @param ambient whether ambient clients call
     */
    static Comparator<NetworkGateway> order(boolean ambient) {
        return Comparator.<NetworkGateway, String>comparing(
                        gateway -> gateway.addressText().orElse(""))
                .thenComparing(gateway -> gateway.portFor(ambient))
                .thenComparing(gateway -> gateway.cluster().map(Cluster::name).orElse(""))
                .thenComparing(gateway -> gateway.network().name())
                .thenComparing(NetworkGateway::port)
                .thenComparing(NetworkGateway::hbonePort);
    }

    /** What makes two addresses one gateway. */
    record Key(Network network, @Nullable Cluster cluster, Object address, int port, int hbonePort) {}

    private final Gateway first;
    private final @Nullable String address;
    private final @Nullable AddressRange ip;
    private boolean exposesEveryHost;
    private final List<Gateway> declarations = new ArrayList<>();

    /**
     * Creates the gateway of one declaration.
     *
     * @param address an IP or a host name, null if it is not known
     */
    NetworkGateway(Gateway declaration, @Nullable String address) {
        this.first = declaration;
        this.address = address;
        this.ip = address == null ? null : AddressRange.ofAddress(address).orElse(null);
        this.exposesEveryHost = declaration.hosts().isEmpty();
        this.declarations.add(declaration);
    }

    void alsoDeclaredBy(Gateway declaration) {
        declarations.add(declaration);
        exposesEveryHost &= declaration.hosts().isEmpty();
    }

    /** An address that is not known is like no other. */
    Key key() {
        Object place = ip != null ? ip : address != null ? address : this;
        return new Key(network(), cluster().orElse(null), place, port(), hbonePort());
    }

    Network network() {
        return first.network();
    }

    Optional<Cluster> cluster() {
        return first.cluster();
    }

    /** Its IP or host name; none if that is not known. */
    Optional<String> addressText() {
        return Optional.ofNullable(address);
    }

    boolean isHostName() {
        return address != null && ip == null;
    }

    boolean isIp() {
        return ip != null;
    }

    /** Whether it could be called over a family; a host name is taken to resolve to either. */
    boolean isOf(IpFamily family) {
        return ip == null || IpFamily.of(ip) == family;
    }

    int port() {
        return first.port();
    }

    int hbonePort() {
        return first.hbonePort();
    }

    int portFor(boolean ambient) {
        return ambient ? hbonePort() : port();
    }

    /** Whether no declaration of it restricts the hosts. */
    boolean exposesEveryHost() {
        return exposesEveryHost;
    }

    /** Every declaration of it, at least one. */
    List<Gateway> declarations() {
        return declarations;
    }
}
