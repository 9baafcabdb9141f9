package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the ways of one caller's calls to one service are tied to. A link counts as soon as its failure may close a way: that
 * it does is judged where it is taken away.
 */
final class TieFinder {

    /** What ways have to share to have the same ties. */
    private record Alike(
            Cluster cluster,
            @Nullable Place place,
            @Nullable Route route,
            List<Gateway> gateways,
            @Nullable TrustRoot server) {}

    private final Passages passages;
    private final Caller caller;
    private final Links links;
    private final Certainty certainty;
    private final boolean calling;
    private final @Nullable Place watching;
    private final Map<@Nullable TrustRoot, Ties> withoutLinks = new HashMap<>();
    private final Map<Alike, Ties> known = new HashMap<>();
    private @Nullable Set<String> ofName;

    TieFinder(Passages passages, Certainty certainty) {
        this.passages = passages;
        this.caller = passages.caller();
        this.links = passages.links();
        this.certainty = certainty;
        this.calling = links.startAt(caller.place());
        ControlPlane watcher = caller.watcher();
        this.watching = watcher == null
                ? null
                : watcher.cluster().map(Place::of).filter(links::startAt).orElse(null);
    }

    /**
     * What a way is tied to.
     *
     * @param gateways those that lead there, empty if it needs none
     */
    Ties of(Passage passage, List<Gateway> gateways) {
        Target target = passage.target();
        TrustRoot server = passages.isMutual(target) ? target.identity().root() : null;
        if (!calling && watching == null) {
            return withoutLinks.computeIfAbsent(server, each -> ties(Set.of(), Map.of(), each));
        }
        Place place = new Place(target.cluster(), target.network());
        Route route = certainty == Certainty.TAKEN ? null : passage.route();
        return known.computeIfAbsent(new Alike(target.cluster(), place, route, gateways, server), this::find);
    }

    private Ties find(Alike way) {
        Set<String> always = new LinkedHashSet<>(ofName());
        always.addAll(readsOf(way.cluster()));
        if (certainty != Certainty.TAKEN || way.gateways().isEmpty()) {
            always.addAll(pathsTo(way.place()));
        }
        everyGatewayOf(way.route()).forEach(gateway -> always.addAll(linksTo(gateway)));
        Map<Gateway, Set<String>> each = new HashMap<>();
        way.gateways().forEach(gateway -> each.put(gateway, linksTo(gateway)));
        return ties(always, each, way.server());
    }

    private Set<String> linksTo(Gateway gateway) {
        Set<String> names = new HashSet<>(pathsTo(Place.of(gateway)));
        gateway.cluster().ifPresent(cluster -> names.addAll(readsOf(cluster)));
        return names;
    }

    private List<String> pathsTo(@Nullable Place place) {
        return calling && place != null ? links.routable(caller.place(), place) : List.of();
    }

    /** The links over which the control plane reads a cluster. */
    private List<String> readsOf(Cluster cluster) {
        return watching == null ? List.of() : links.routable(watching, Place.of(cluster));
    }

    /** Where unknown facts decide, another gateway may be the one that counts. */
    private static Stream<Gateway> everyGatewayOf(@Nullable Route route) {
        return route == null
                ? Stream.of()
                : route.gateways().stream().flatMap(gateway -> gateway.declarations().stream());
    }

    /** What the name and the ports of the service are known by. */
    private Set<String> ofName() {
        if (ofName == null) {
            List<Cluster> definers = new ArrayList<>();
            passages.definition().ifPresent(definers::add);
            if (!passages.offered().defined().contains(caller.cluster())) {
                definers.addAll(passages.offered().defined());
                definers.addAll(passages.service().exportedIn().orElse(Set.of()));
            }
            Set<String> names = new LinkedHashSet<>();
            definers.forEach(cluster -> names.addAll(readsOf(cluster)));
            ofName = names;
        }
        return ofName;
    }

    private Ties ties(Set<String> always, Map<Gateway, Set<String>> each, @Nullable TrustRoot server) {
        Set<String> roots = new LinkedHashSet<>();
        Set<Pointer> unknown = new LinkedHashSet<>();
        if (server != null) {
            Stream.of(caller.identity().root(), server).forEach(root -> {
                root.name().ifPresent(roots::add);
                if (root instanceof TrustRoot.Undisclosed undisclosed) {
                    unknown.add(undisclosed.at());
                }
            });
        }
        return passages.shared(new Ties(always, each, roots, unknown));
    }
}
