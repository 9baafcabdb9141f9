package dev.sailplan.topology;

import dev.sailplan.document.LinkDocument;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private record Route(String from, String to) {

        String name() {
            return Links.name(from, to);
        }
    }

    private static final String ARROW = "->";

    /**
     * The entries from one name to another, where they close something.
     *
     * @param from the cluster or network they start at
     * @param to the cluster or network they lead to
     * @param at where they are declared, at least one
     * @param routable whether they let some ports through
     */
    public record Barrier(String from, String to, List<Pointer> at, boolean routable) {}

    /**
     * A barrier between clusters of one network.
     *
     * @param source of the clusters that it stops, the first by name
     * @param target of the clusters that calls from there do not reach, the first by name
     */
    public record Separation(Barrier barrier, Network network, Cluster source, Cluster target) {}

    private final Set<String> sources;
    private final Set<String> targets;
    private final Set<String> restrictedTargets;
    private final Pointer at = Pointer.ROOT.field("links");
    private final Map<Route, List<Link>> links;
    private final Set<String> failed;

    Links(List<LinkDocument> written) {
        this.links = new LinkedHashMap<>();
        this.failed = Set.of();
        this.sources = new HashSet<>();
        this.targets = new HashSet<>();
        this.restrictedTargets = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            LinkDocument link = written.get(i);
            sources.add(Topology.named(link.from()));
            targets.add(Topology.named(link.to()));
            var ports = link.ports() == null ? null : Set.copyOf(link.ports());
            Link read = new Link(at.index(i), !Boolean.FALSE.equals(link.routable()), ports);
            links.computeIfAbsent(
                            new Route(Topology.named(link.from()), Topology.named(link.to())),
                            route -> new ArrayList<>())
                    .add(read);
            if (!read.isOpenForAll()) {
                restrictedTargets.add(Topology.named(link.to()));
            }
        }
    }

    private Links(Links before, Set<String> failed) {
        this.links = before.links;
        this.failed = failed;
        this.sources = before.sources;
        this.targets = before.targets;
        this.restrictedTargets = before.restrictedTargets;
    }

    /** The same while some links have failed: each as if it were declared, and let nothing through. */
    public Links without(Set<String> names) {
        return new Links(this, Set.copyOf(names));
    }

    /** The name of a link from one cluster or network to another. */
    public static String name(String from, String to) {
        return from + ARROW + to;
    }

    /** Where a link begins that has such a name: one cluster or network, unless their names hold arrows themselves. */
    public static List<String> startsOf(String name) {
        List<String> starts = new ArrayList<>(1);
        for (int i = name.indexOf(ARROW); i >= 0; i = name.indexOf(ARROW, i + 1)) {
            starts.add(name.substring(0, i));
        }
        return starts;
    }

    /** Where a link leads that has such a name and begins there. */
    public static String endOf(String name, String start) {
        return name.substring(start.length() + ARROW.length());
    }

    /** The links that are declared and let something through, by name, in document order. */
    public List<String> routable() {
        return links.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(Link::routable))
                .map(entry -> entry.getKey().name())
                .toList();
    }

    /** Those of them that lead from one place to another. */
    public List<String> routable(Place source, Place target) {
        List<String> names = new ArrayList<>();
        for (String from : source.names()) {
            for (String to : sources.contains(from) ? target.names() : List.<String>of()) {
                Route route = new Route(from, to);
                if (declared(route).stream().anyMatch(Link::routable)) {
                    names.add(route.name());
                }
            }
        }
        return names;
    }

    /** The names of a place at which links are declared to begin. */
    public List<String> startsOf(Place place) {
        return place.names().stream().filter(sources::contains).toList();
    }

    /** Whether any link is declared to begin at a place. */
    public boolean startAt(Place place) {
        return !startsOf(place).isEmpty();
    }

    /** Where links are declared. */
    public Pointer at() {
        return at;
    }

    /** Whether any link is said to start at a cluster, by the cluster's own name. */
    public boolean startAt(Cluster cluster) {
        return sources.contains(cluster.name());
    }

    /** Whether any link is said to lead to a cluster, by the cluster's own name. */
    public boolean leadTo(Cluster cluster) {
        return targets.contains(cluster.name());
    }

    public boolean areDeclared() {
        return !links.isEmpty() || !failed.isEmpty();
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

    /** Whether any entry closes anything. */
    public boolean restrictAnything() {
        return !restrictedTargets.isEmpty();
    }

    /** Whether any entry to a place, deciding or not, closes anything. */
    public boolean restrict(Place target) {
        return restrictAnything() && target.names().stream().anyMatch(restrictedTargets::contains);
    }

    /** Whether any entry from one place to another, deciding or not, closes anything. */
    public boolean restrict(Place source, Place target) {
        List<String> to = target.names();
        return restrict(target)
                && source.names().stream()
                        .anyMatch(from -> to.stream().anyMatch(name -> restrict(new Route(from, name))));
    }

    private boolean restrict(Route route) {
        return !links.getOrDefault(route, List.of()).stream().allMatch(Link::isOpenForAll);
    }

    /**
     * What closes a port of one place, seen from another; of two routes that decide, that from the cluster to the network.
     *
     * @param port the port, null if it is not known and any open one will do
     */
    public Optional<Barrier> barrier(Place source, Place target, @Nullable Integer port) {
        State state = between(source, target, port);
        if (!state.isClosed()) {
            return Optional.empty();
        }
        return decidingRoutes(source, target).stream()
                .filter(route ->
                        state == State.NOT_ROUTABLE || declared(route).stream().anyMatch(Link::routable))
                .findFirst()
                .map(this::barrierOf);
    }

    private Barrier barrierOf(Route route) {
        List<Link> declared = declared(route);
        return new Barrier(
                route.from(),
                route.to(),
                declared.stream().map(Link::at).toList(),
                declared.stream().anyMatch(Link::routable));
    }

    /** What may close ports between clusters of one network, as far as single routes tell, and leaves others open. */
    public List<Barrier> limitsInside(Collection<Cluster> clusters) {
        Map<String, Set<Members>> members = membersByName(List.of(clusters));
        return links.keySet().stream()
                .filter(route -> restrict(route) && !sharedBy(route, members).isEmpty())
                .map(this::barrierOf)
                .filter(Barrier::routable)
                .toList();
    }

    /**
     * What lets nothing through between clusters that are on one network and belong together: each route with the first clusters
     * it keeps apart.
     */
    public List<Separation> separations(Collection<? extends Collection<Cluster>> families) {
        List<Separation> found = new ArrayList<>();
        Map<String, Set<Members>> members = membersByName(families);
        links.forEach((route, declared) -> {
            if (declared.stream().noneMatch(Link::routable)) {
                sharedBy(route, members)
                        .forEach(together -> together.separatedBy(route).ifPresent(found::add));
            }
        });
        return found;
    }

    /** The clusters on one network, of each family, by the names of the clusters and of the network. */
    private Map<String, Set<Members>> membersByName(Collection<? extends Collection<Cluster>> families) {
        Map<String, Set<Members>> byName = new HashMap<>();
        for (Collection<Cluster> family : families) {
            Map<Network, List<Cluster>> byNetwork = new LinkedHashMap<>();
            family.forEach(cluster -> cluster.network()
                    .ifPresent(network -> byNetwork
                            .computeIfAbsent(network, key -> new ArrayList<>())
                            .add(cluster)));
            byNetwork.forEach((network, clusters) -> {
                Members members = new Members(network, clusters);
                byName.computeIfAbsent(network.name(), key -> new LinkedHashSet<>())
                        .add(members);
                clusters.forEach(cluster -> byName.computeIfAbsent(cluster.name(), key -> new LinkedHashSet<>())
                        .add(members));
            });
        }
        return byName;
    }

    private static Set<Members> sharedBy(Route route, Map<String, Set<Members>> byName) {
        Set<Members> shared = new LinkedHashSet<>(byName.getOrDefault(route.from(), Set.of()));
        shared.retainAll(byName.getOrDefault(route.to(), Set.of()));
        return shared;
    }

    /** Clusters of one network, in the order of their names. */
    private final class Members {

        private final Network network;
        private final List<Cluster> clusters;

        Members(Network network, List<Cluster> clusters) {
            this.network = network;
            this.clusters = clusters.stream()
                    .sorted(Comparator.comparing(Cluster::name))
                    .toList();
        }

        /**
         * The first two clusters that a route keeps apart. Clusters of which a route of their own decides are left out first, so
         * that all pairs that are looked at but the last have an entry of their own.
         */
        Optional<Separation> separatedBy(Route route) {
            List<Cluster> from = ends(route.from(), cluster -> new Route(cluster.name(), network.name()), route);
            List<Cluster> to = ends(route.to(), cluster -> new Route(network.name(), cluster.name()), route);
            return from.stream()
                    .flatMap(source -> to.stream()
                            .filter(target -> isDecided(source, target, route))
                            .limit(1)
                            .map(target -> new Separation(barrierOf(route), network, source, target)))
                    .findFirst();
        }

        private List<Cluster> ends(String name, Function<Cluster, Route> own, Route route) {
            return clusters.stream()
                    .filter(cluster -> cluster.name().equals(name)
                            || (network.name().equals(name) && !decides(own.apply(cluster), route)))
                    .toList();
        }

        /** Whether a cluster's own route, to or from the network, spares it another one: it is open or more specific. */
        private boolean decides(Route own, Route other) {
            List<Link> declared = links.getOrDefault(own, List.of());
            boolean outranks = other.from().equals(network.name()) && other.to().equals(network.name());
            return !own.equals(other)
                    && (outranks ? !declared.isEmpty() : declared.stream().anyMatch(Link::routable));
        }

        private boolean isDecided(Cluster source, Cluster target, Route route) {
            Place start = Place.of(source);
            Place end = Place.of(target);
            return !source.equals(target)
                    && between(start, end, null) == State.NOT_ROUTABLE
                    && decidingRoutes(start, end).contains(route);
        }
    }

    /** Whether some ports of a cluster are declared open and all others closed, seen from another one. */
    public boolean dependsOnPort(Cluster from, Cluster to) {
        return dependsOnPort(Place.of(from), Place.of(to));
    }

    /** Whether some ports of a place are declared open and all others closed, seen from another one. */
    public boolean dependsOnPort(Place source, Place target) {
        List<Link> declared = deciding(source, target);
        return declared.stream().noneMatch(Link::isOpenForAll)
                && declared.stream().anyMatch(Link::isOpenForSome);
    }

    /** Where it is declared what a cluster lets through, seen from another one: the entries that decide. */
    public List<Pointer> placesBetween(Cluster from, Cluster to) {
        return deciding(Place.of(from), Place.of(to)).stream().map(Link::at).toList();
    }

    private List<Link> declared(Route route) {
        return !failed.isEmpty() && failed.contains(route.name())
                ? List.of(new Link(at, false, null))
                : links.getOrDefault(route, List.of());
    }

    /** The entries of the most specific rank there is. */
    private List<Link> deciding(Place source, Place target) {
        List<Link> declared = new ArrayList<>();
        decidingRoutes(source, target).forEach(route -> declared.addAll(declared(route)));
        return declared;
    }

    private List<Route> decidingRoutes(Place source, Place target) {
        if (!areDeclared()) {
            return List.of();
        }
        List<String> from = source.names();
        List<String> to = target.names();
        int ranks = from.size() + to.size() - 1;
        for (int rank = 0; rank < ranks; rank++) {
            List<Route> declared = declaredAt(rank, from, to);
            if (!declared.isEmpty()) {
                return declared;
            }
        }
        return List.of();
    }

    private List<Route> declaredAt(int rank, List<String> from, List<String> to) {
        List<Route> declared = new ArrayList<>(2);
        for (int i = 0; i <= rank; i++) {
            if (i < from.size() && rank - i < to.size()) {
                Route route = new Route(from.get(i), to.get(rank - i));
                if (!declared(route).isEmpty()) {
                    declared.add(route);
                }
            }
        }
        return declared;
    }
}
