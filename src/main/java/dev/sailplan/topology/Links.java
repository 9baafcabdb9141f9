package dev.sailplan.topology;

import dev.sailplan.document.LinkDocument;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the underlying network is declared to let through, directed. An entry that names a cluster beats one that names its
 * network; entries of the same rank add up.
 */
public final class Links {

    /** What is declared of one port from one place to another. */
    public enum State {
        UNDECLARED,
        OPEN,
        /** A route leads there, and the port is not among the open ones. */
        PORT_CLOSED,
        NOT_ROUTABLE;

        /** Whether a declaration closes it. */
        public boolean isClosed() {
            return this == PORT_CLOSED || this == NOT_ROUTABLE;
        }
    }

    /**
     * One declared link.
     *
     * @param at where it is declared
     * @param ports the open ports, null if all are
     */
    private record Link(
            Pointer at, boolean routable, @Nullable Set<Integer> ports) {

        boolean isOpen(@Nullable Integer port) {
            if (!routable || ports == null) {
                return routable;
            }
            return port == null ? !ports.isEmpty() : ports.contains(port);
        }

        boolean isOpenForAll() {
            return routable && ports == null;
        }

        boolean isOpenForSome() {
            return routable && ports != null && !ports.isEmpty();
        }
    }

    private record Route(String from, String to) {}

    private final Set<String> sources = new HashSet<>();
    private final Pointer at = Pointer.ROOT.field("links");
    private final Map<Route, List<Link>> links = new HashMap<>();

    Links(List<LinkDocument> written) {
        for (int i = 0; i < written.size(); i++) {
            LinkDocument link = written.get(i);
            sources.add(Topology.named(link.from()));
            var ports = link.ports() == null ? null : Set.copyOf(link.ports());
            links.computeIfAbsent(
                            new Route(Topology.named(link.from()), Topology.named(link.to())),
                            route -> new ArrayList<>())
                    .add(new Link(at.index(i), !Boolean.FALSE.equals(link.routable()), ports));
        }
    }

    /** Where links are declared. */
    public Pointer at() {
        return at;
    }

    /** Whether any link is said to start at a cluster, by the cluster's own name. */
    public boolean startAt(Cluster cluster) {
        return sources.contains(cluster.name());
    }

    public boolean areDeclared() {
        return !links.isEmpty();
    }

    /** What is declared of a port of a cluster, seen from another one. */
    public State between(Cluster from, Cluster to, int port) {
        return between(Place.of(from), Place.of(to), port);
    }

    /** What is declared of a port of a gateway, seen from a cluster. */
    public State between(Cluster from, Gateway to, int port) {
        return between(Place.of(from), Place.of(to), port);
    }

    /**
     * What is declared of a port of one place, seen from another.
     *
     * @param port the port, null if it is not known and any open one will do
     */
    public State between(Place source, Place target, @Nullable Integer port) {
        List<Link> declared = deciding(source, target);
        if (declared.isEmpty()) {
            return State.UNDECLARED;
        }
        if (declared.stream().anyMatch(link -> link.isOpen(port))) {
            return State.OPEN;
        }
        return declared.stream().anyMatch(Link::routable) ? State.PORT_CLOSED : State.NOT_ROUTABLE;
    }

    /** Whether some ports of a cluster are declared open and all others closed, seen from another one. */
    public boolean dependsOnPort(Cluster from, Cluster to) {
        List<Link> declared = deciding(Place.of(from), Place.of(to));
        return declared.stream().noneMatch(Link::isOpenForAll)
                && declared.stream().anyMatch(Link::isOpenForSome);
    }

    /** Where it is declared what a cluster lets through, seen from another one: the entries that decide. */
    public List<Pointer> placesBetween(Cluster from, Cluster to) {
        return deciding(Place.of(from), Place.of(to)).stream().map(Link::at).toList();
    }

    /** The entries of the most specific rank there is. */
    private List<Link> deciding(Place source, Place target) {
        if (links.isEmpty()) {
            return List.of();
        }
        List<String> from = source.names();
        List<String> to = target.names();
        int ranks = from.size() + to.size() - 1;
        for (int rank = 0; rank < ranks; rank++) {
            List<Link> declared = declaredAt(rank, from, to);
            if (!declared.isEmpty()) {
                return declared;
            }
        }
        return List.of();
    }

    private List<Link> declaredAt(int rank, List<String> from, List<String> to) {
        List<Link> declared = new ArrayList<>();
        for (int i = 0; i <= rank; i++) {
            if (i < from.size() && rank - i < to.size()) {
                declared.addAll(links.getOrDefault(new Route(from.get(i), to.get(rank - i)), List.of()));
            }
        }
        return declared;
    }
}
