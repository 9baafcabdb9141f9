package dev.sailplan.rule.controlplane;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Exposure;
import dev.sailplan.reachability.ControlPlaneAccess;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import java.util.List;

/** Whether a cluster's proxies reach a control plane that runs elsewhere, and why they do not. */
final class ControlPlaneReach {

    /** Where istiod serves configuration and certificates. */
    static final int XDS_PORT = ControlPlaneAccess.XDS_PORT;

    private final Links links;
    private final ControlPlaneAccess access;

    ControlPlaneReach(Links links) {
        this.links = links;
        this.access = new ControlPlaneAccess(links);
    }

    Judgement judge(Cluster client, ControlPlane server) {
        return access.reaches(client, server, XDS_PORT);
    }

    /**
     * Whether a cluster uses a gateway and not the control plane's own address: because none is stated, or because the stated one
     * leads nowhere from there. An address that is the gateway's is used.
     */
    boolean isOnlyThroughGateway(Cluster client, ControlPlane server) {
        return access.reachesThroughGateway(client, server, XDS_PORT).isYes()
                && (!server.hasAddress()
                        || (!isOfGateway(server)
                                && access.reachesItself(client, server, XDS_PORT)
                                        .isNo()));
    }

    private static boolean isOfGateway(ControlPlane server) {
        List<Gateway> gateways = server.cluster()
                .flatMap(Cluster::network)
                .map(network -> network.gateways().orElse(List.of()))
                .orElse(List.of());
        return gateways.stream()
                .filter(gateway -> gateway.exposes(Exposure.CONTROL_PLANE))
                .flatMap(gateway -> gateway.addresses().orElse(List.of()).stream())
                .map(ControlPlaneReach::comparable)
                .anyMatch(address -> server.address()
                        .asOptional()
                        .map(ControlPlaneReach::comparable)
                        .filter(address::equals)
                        .isPresent());
    }

    /** One text for all ways to write an IP address; a host name as it is. */
    private static String comparable(String address) {
        return AddressRange.ofAddress(address).map(AddressRange::toString).orElse(address);
    }

    private Links.State linkTo(Cluster client, ControlPlane server) {
        return server.cluster()
                .map(host -> links.between(client, host, XDS_PORT))
                .orElse(Links.State.UNDECLARED);
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
