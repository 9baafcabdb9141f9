package dev.sailplan.reachability;

import dev.sailplan.document.AddressKind;
import dev.sailplan.document.Exposure;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Links.Barrier;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster reaches a control plane that runs elsewhere: on their own network, through a gateway that exposes it, or at an
 * address of its own.
 */
public final class ControlPlaneAccess {

    /** Where istiod serves configuration and certificates. */
    public static final int XDS_PORT = 15012;

    /** Where istiod serves the webhooks that the API servers of its clusters call. */
    public static final int WEBHOOK_PORT = 15017;

    /**
     * A way to a control plane.
     *
     * @param leads whether there is one, whichever ports are open on it
     * @param barrier what closes the port on it, null if nothing does
     */
    private record Way(Judgement leads, @Nullable Barrier barrier) {

        static Way of(Judgement leads, Optional<Barrier> barrier) {
            return new Way(leads, barrier.orElse(null));
        }

        Judgement isOpen() {
            return barrier == null ? leads : Judgement.of(false);
        }
    }

    private final Links links;

    public ControlPlaneAccess(Links links) {
        this.links = links;
    }

    /** Whether a cluster reaches a port of a control plane on any way. */
    public Judgement reaches(Cluster client, ControlPlane server, int port) {
        return isAnyOpen(ways(client, server, port));
    }

    /** Whether a cluster reaches a port of a control plane through a gateway of its network. */
    public Judgement reachesThroughGateway(Cluster client, ControlPlane server, int port) {
        return isAnyOpen(gateways(client, server, port));
    }

    /** Whether a cluster reaches a port of a control plane on their own network or at its own address. */
    public Judgement reachesItself(Cluster client, ControlPlane server, int port) {
        return isAnyOpen(direct(client, server, port));
    }

    private static Judgement isAnyOpen(List<Way> ways) {
        Judgement open = Judgement.of(false);
        for (Way way : ways) {
            open = open.or(way::isOpen);
        }
        return open;
    }

    /**
     * What keeps a cluster from a port of a control plane that it would reach without it: the links on ways that lead, or may lead,
     * there, each with whether it does keep it.
     */
    public Map<Barrier, Judgement> barriers(Cluster client, ControlPlane server, int port) {
        Judgement open = Judgement.of(false);
        Map<Barrier, Judgement> leading = new LinkedHashMap<>();
        for (Way way : ways(client, server, port)) {
            open = open.or(way::isOpen);
            if (way.barrier() != null) {
                leading.merge(way.barrier(), way.leads(), (one, other) -> one.or(() -> other));
            }
        }
        Judgement closed = open.not();
        leading.replaceAll((barrier, leads) -> leads.and(closed));
        leading.values().removeIf(Judgement::isNo);
        return leading;
    }

    private List<Way> ways(Cluster client, ControlPlane server, int port) {
        List<Way> ways = new ArrayList<>(direct(client, server, port));
        ways.addAll(gateways(client, server, port));
        return ways;
    }

    private List<Way> direct(Cluster client, ControlPlane server, int port) {
        List<Way> ways = new ArrayList<>();
        server.cluster()
                .ifPresent(place -> ways.add(Way.of(isOnSameNetwork(client, place), barrier(client, place, port))));
        ways.add(atAddress(client, server, port));
        return ways;
    }

    private List<Way> gateways(Cluster client, ControlPlane server, int port) {
        List<Way> ways = new ArrayList<>();
        server.cluster().flatMap(Cluster::network).ifPresent(network -> addGateways(client, network, port, ways));
        return ways;
    }

    private Optional<Barrier> barrier(Cluster client, Cluster host, int port) {
        return links.barrier(Place.of(client), Place.of(host), port);
    }

    /** Inside a mesh a cluster without a network matches every one; outside, nobody has said where it is. */
    private static Judgement isOnSameNetwork(Cluster client, Cluster host) {
        return host.mesh().isEmpty() && host.network().isEmpty()
                ? Judgement.unknown(host.at().field("network"))
                : Judgement.of(client.isOnNetworkOf(host));
    }

    private void addGateways(Cluster client, Network network, int port, List<Way> ways) {
        Fact<List<Gateway>> gateways = network.gateways();
        if (!gateways.isKnown()) {
            ways.add(new Way(Judgement.unknown(gateways.at()), null));
            return;
        }
        gateways.get().stream()
                .filter(gateway -> gateway.exposes(Exposure.CONTROL_PLANE))
                .forEach(gateway -> ways.add(
                        Way.of(hasAddress(gateway), links.barrier(Place.of(client), Place.of(gateway), port))));
    }

    private static Judgement hasAddress(Gateway gateway) {
        Fact<List<String>> addresses = gateway.addresses();
        return addresses.isKnown() ? Judgement.of(!addresses.get().isEmpty()) : Judgement.unknown(addresses.at());
    }

    private Way atAddress(Cluster client, ControlPlane server, int port) {
        Links.State link =
                server.cluster().map(host -> links.between(client, host, port)).orElse(Links.State.UNDECLARED);
        Optional<Barrier> barrier = server.cluster().flatMap(host -> barrier(client, host, port));
        return Way.of(leadsToAddress(server, link), barrier);
    }

    /** Between networks, an address that is not public is one to which a link is declared. */
    private Judgement leadsToAddress(ControlPlane server, Links.State link) {
        Fact<AddressKind> kind = server.addressKind();
        if (!kind.isKnown()) {
            return Judgement.unknown(kind.at());
        }
        boolean routable = link == Links.State.OPEN || link == Links.State.PORT_CLOSED;
        return switch (Objects.requireNonNull(kind.value())) {
            case PUBLIC_LOAD_BALANCER, DNS_NAME -> Judgement.of(true);
            case INTERNAL_LOAD_BALANCER ->
                link == Links.State.UNDECLARED ? Judgement.unknown(links.at()) : Judgement.of(routable);
            case CLUSTER_IP, NODE_IP -> Judgement.of(routable);
        };
    }
}
