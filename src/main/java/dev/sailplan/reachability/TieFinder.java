package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.TrustRoot;
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
            @Nullable Place place,
            @Nullable Route route,
            List<Gateway> gateways,
            @Nullable TrustRoot server) {}

    private final Passages passages;
    private final Caller caller;
    private final Links links;
    private final Certainty certainty;
    private final boolean calling;
    private final Map<@Nullable TrustRoot, Ties> withoutLinks = new HashMap<>();
    private final Map<Alike, Ties> known = new HashMap<>();

    TieFinder(Passages passages, Certainty certainty) {
        this.passages = passages;
        this.caller = passages.caller();
        this.links = passages.links();
        this.certainty = certainty;
        this.calling = links.startAt(caller.place());
    }

    /**
     * What a way is tied to.
     *
     * @param gateways those that lead there, empty if it needs none
     */
    Ties of(Passage passage, List<Gateway> gateways) {
        Target target = passage.target();
        TrustRoot server = passages.isMutual(target) ? target.identity().root() : null;
        if (!calling) {
            return withoutLinks.computeIfAbsent(server, each -> ties(Set.of(), Map.of(), each));
        }
        Place place = new Place(target.cluster(), target.network());
        Route route = certainty == Certainty.TAKEN ? null : passage.route();
        return known.computeIfAbsent(new Alike(place, route, gateways, server), this::find);
    }

    private Ties find(Alike way) {
        Set<String> always = new LinkedHashSet<>();
        if (certainty != Certainty.TAKEN || way.gateways().isEmpty()) {
            always.addAll(pathsTo(way.place()));
        }
        everyGatewayOf(way.route()).forEach(gateway -> always.addAll(linksTo(gateway)));
        Map<Gateway, Set<String>> each = new HashMap<>();
        way.gateways().forEach(gateway -> each.put(gateway, linksTo(gateway)));
        return ties(always, each, way.server());
    }

    private Set<String> linksTo(Gateway gateway) {
        return new HashSet<>(pathsTo(Place.of(gateway)));
    }

    private List<String> pathsTo(@Nullable Place place) {
        return place == null ? List.of() : links.routable(caller.place(), place);
    }

    /** Where unknown facts decide, another gateway may be the one that counts. */
    private static Stream<Gateway> everyGatewayOf(@Nullable Route route) {
        return route == null
                ? Stream.of()
                : route.gateways().stream().flatMap(gateway -> gateway.declarations().stream());
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
