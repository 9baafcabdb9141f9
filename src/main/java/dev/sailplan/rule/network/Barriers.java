package dev.sailplan.rule.network;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Links.Barrier;
import dev.sailplan.topology.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What declared links close, looked up once for clients and for targets that no link tells apart. */
final class Barriers {

    /**
     * A way that several clients have to several targets.
     *
     * @param from a cluster that links name, else its network
     * @param to a cluster that links name, else its network
     * @param port the port, null if it is not known and any open one will do
     */
    private record Way(Element from, Element to, @Nullable Integer port) {}

    private final Links links;
    private final Map<Way, Optional<Barrier>> known = new HashMap<>();

    Barriers(Links links) {
        this.links = links;
    }

    /** What keeps a client on a network from a port of a place on one. */
    Optional<Barrier> before(Cluster client, Place target, @Nullable Integer port) {
        Place start = Place.of(client);
        boolean isFrom = start.network() == null || links.startAt(client);
        Element from = isFrom ? client : start.network();
        Cluster home = target.cluster();
        Element to = home != null && (target.network() == null || links.leadTo(home)) ? home : target.network();
        return from == null || to == null
                ? links.barrier(start, target, port)
                : known.computeIfAbsent(new Way(from, to, port), way -> links.barrier(start, target, port));
    }
}
