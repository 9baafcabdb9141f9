package dev.sailplan.rule.controlplane;

import dev.sailplan.address.AddressRange;
import dev.sailplan.document.Exposure;
import dev.sailplan.reachability.ControlPlaneAccess;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a cluster's proxies reach a control plane that runs elsewhere, and why they do not. */
final class ControlPlaneReach {

    /** Where istiod serves configuration and certificates. */
    static final int XDS_PORT = ControlPlaneAccess.XDS_PORT;

    private final Links links;
    private final ControlPlaneAccess access;
    private final Map<ControlPlane, Judgement> ofGateways = new HashMap<>();

    ControlPlaneReach(Links links) {
        this.links = links;
        this.access = new ControlPlaneAccess(links);
    }

    Judgement judge(Cluster client, ControlPlane server) {
        return access.reaches(client, server, XDS_PORT);
    }

    /**
     * Whether a cluster uses the control plane's own address, and not a gateway alone: a gateway alone serves where no address is
     * stated, or where the stated one leads nowhere from there. An address that is the gateway's is used.
     */
    Judgement usesAddress(Cluster client, ControlPlane server) {
        return access.reachesThroughGateway(client, server, XDS_PORT)
                .and(() -> leadsNowhere(client, server))
                .not();
    }

    private Judgement leadsNowhere(Cluster client, ControlPlane server) {
        if (!server.hasAddress()) {
            return Judgement.of(true);
        }
        Judgement isOther = isOfGateway(server).not();
        return isOther.and(() -> access.reachesItself(client, server, XDS_PORT).not());
    }

    /** The same for all clusters it serves. */
    private Judgement isOfGateway(ControlPlane server) {
        return ofGateways.computeIfAbsent(
                server,
                key -> key.cluster()
                        .flatMap(Cluster::network)
                        .map(network -> isOfOne(network.gateways(), key.address()))
                        .orElseGet(() -> Judgement.of(false)));
    }

    private static Judgement isOfOne(Fact<List<Gateway>> gateways, Fact<String> address) {
        if (!gateways.isKnown()) {
            return Judgement.unknown(gateways.at());
        }
        Judgement found = Judgement.of(false);
        for (Gateway gateway : gateways.get()) {
            if (gateway.exposes(Exposure.CONTROL_PLANE)) {
                found = found.or(() -> isAmong(gateway.addresses(), address));
            }
        }
        return found;
    }

    private static Judgement isAmong(Fact<List<String>> addresses, Fact<String> address) {
        if (!addresses.isKnown()) {
            return Judgement.unknown(addresses.at());
        }
        if (addresses.get().isEmpty()) {
            return Judgement.of(false);
        }
        return address.isKnown()
                ? Judgement.of(addresses.get().stream()
                        .map(ControlPlaneReach::comparable)
                        .anyMatch(comparable(address.get())::equals))
                : Judgement.unknown(address.at());
    }

    /** One text for all ways to write an IP address, or a host name. */
    private static String comparable(String address) {
        return AddressRange.ofAddress(address)
                .map(AddressRange::toString)
                .orElseGet(() -> withoutFinalDot(address).toLowerCase(Locale.ROOT));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
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
