package dev.sailplan.rule.controlplane;

import dev.sailplan.document.AddressKind;
import dev.sailplan.document.Exposure;
import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Network;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a cluster's proxies reach a control plane that runs elsewhere: on their own network, through a gateway that exposes it,
 * or at an address of its own.
 */
final class ControlPlaneReach {

    /** Where istiod serves configuration and certificates. */
    static final int XDS_PORT = 15012;

    private final Links links;

    ControlPlaneReach(Links links) {
        this.links = links;
    }

    Judgement judge(Cluster client, ControlPlane server) {
        return onSameNetwork(client, server)
                .or(() -> throughGateway(client, server))
                .or(() -> atAddress(client, server));
    }

    private Judgement onSameNetwork(Cluster client, ControlPlane server) {
        return server.cluster()
                .filter(host -> !links.between(client, host, XDS_PORT).isClosed())
                .map(host -> isNetworkUnknown(host)
                        ? Judgement.unknown(host.at().field("network"))
                        : Judgement.of(client.isOnNetworkOf(host)))
                .orElse(Judgement.of(false));
    }

    /** Inside a mesh a cluster without a network matches every one; outside, nobody has said where it is. */
    private static boolean isNetworkUnknown(Cluster host) {
        return host.mesh().isEmpty() && host.network().isEmpty();
    }

    private Judgement throughGateway(Cluster client, ControlPlane server) {
        Optional<Network> network = server.cluster().flatMap(Cluster::network);
        if (network.isEmpty()) {
            return Judgement.of(false);
        }
        Fact<List<Gateway>> gateways = network.get().gateways();
        if (!gateways.isKnown()) {
            return Judgement.unknown(gateways.at());
        }
        return gateways.get().stream()
                .filter(gateway -> gateway.exposes(Exposure.CONTROL_PLANE))
                .filter(gateway -> !links.between(client, gateway, XDS_PORT).isClosed())
                .map(ControlPlaneReach::hasAddress)
                .reduce(Judgement.of(false), (one, other) -> one.or(() -> other));
    }

    private static Judgement hasAddress(Gateway gateway) {
        Fact<List<String>> addresses = gateway.addresses();
        return addresses.isKnown() ? Judgement.of(!addresses.get().isEmpty()) : Judgement.unknown(addresses.at());
    }

    private Judgement atAddress(Cluster client, ControlPlane server) {
        Links.State link = linkTo(client, server);
        if (link.isClosed()) {
            return Judgement.of(false);
        }
        Fact<AddressKind> kind = server.addressKind();
        if (!kind.isKnown()) {
            return Judgement.unknown(kind.at());
        }
        return switch (Objects.requireNonNull(kind.value())) {
            case PUBLIC_LOAD_BALANCER, DNS_NAME -> Judgement.of(true);
            case INTERNAL_LOAD_BALANCER ->
                link == Links.State.UNDECLARED ? Judgement.unknown(linksAt()) : Judgement.of(link == Links.State.OPEN);
            case CLUSTER_IP, NODE_IP -> Judgement.of(link == Links.State.OPEN);
        };
    }

    private Links.State linkTo(Cluster client, ControlPlane server) {
        return server.cluster()
                .map(host -> links.between(client, host, XDS_PORT))
                .orElse(Links.State.UNDECLARED);
    }

    private Pointer linksAt() {
        return links.at();
    }

    /** Why there is no way, for a judgement that says no. */
    String reason(Cluster client, ControlPlane server) {
        if (server.cluster().filter(client::isOnNetworkOf).isPresent()) {
            return "a declared link closes port " + XDS_PORT + " on the way to it";
        }
        String gateway = server.cluster()
                .flatMap(Cluster::network)
                .map(network -> "no usable gateway of " + network.label() + " exposes it, and ")
                .orElse("");
        String kind =
                server.addressKind().asOptional().map(known -> known + " ").orElse("");
        boolean closed = linkTo(client, server).isClosed();
        return gateway + "its " + kind + "address "
                + (closed ? "is closed by a declared link" : "is not routable from another network");
    }
}
