package dev.sailplan.query;

import dev.sailplan.document.FailureDocument;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up what is said to have failed among everything in a topology that can. */
public final class FailurePoints {

    private static final Map<FailureKind, String> WORDS = Map.of(
            FailureKind.ZONE, "zone",
            FailureKind.REGION, "region",
            FailureKind.CLUSTER, "cluster",
            FailureKind.NETWORK, "network",
            FailureKind.GATEWAY, "gateway",
            FailureKind.CONTROL_PLANE, "control plane",
            FailureKind.API_SERVER, "API server of a cluster",
            FailureKind.LINK, "link",
            FailureKind.CERTIFICATE_AUTHORITY, "certificate authority with the root");

    /**
     * What became of failures that were named.
     *
     * @param failures those there are, in their order
     * @param mistakes the names nothing has
     */
    public record Resolved(Set<Failure> failures, List<Mistake> mistakes) {}

    private final FailureUnits units;
    private final Set<String> ends = new LinkedHashSet<>();

    public FailurePoints(Topology topology) {
        this.units = FailureUnits.of(topology);
        topology.clusters().forEach(cluster -> ends.add(cluster.name()));
        topology.networks().stream()
                .map(Network::name)
                .filter(name -> !name.isEmpty())
                .forEach(ends::add);
    }

    /** The points that are named, and mistakes for those that are not there. */
    public Resolved resolve(List<FailureDocument> written, Pointer at) {
        Names names = new Names();
        Set<Failure> failures = resolve(written, at, names);
        return new Resolved(failures, names.mistakes());
    }

    /** The points that are named; what is not known is noted. */
    Set<Failure> resolve(@Nullable List<FailureDocument> written, Pointer at, Names names) {
        Set<Failure> failures = new LinkedHashSet<>();
        List<FailureDocument> all = Objects.requireNonNullElse(written, List.of());
        for (int i = 0; i < all.size(); i++) {
            FailureKind kind = all.get(i).kind();
            String name = all.get(i).name();
            if (kind != null && name != null) {
                find(kind, name, at.index(i).field("name"), names).ifPresent(failures::add);
            }
        }
        return failures;
    }

    private Optional<Failure> find(FailureKind kind, String name, Pointer at, Names names) {
        return kind == FailureKind.LINK && !units.of(kind).containsKey(name)
                ? findLink(name, at, names)
                : names.find(units.of(kind), Objects.requireNonNull(WORDS.get(kind)), name, at);
    }

    /** A link that is not declared can fail, too. */
    private Optional<Failure> findLink(String name, Pointer at, Names names) {
        List<String> starts = Links.startsOf(name);
        if (starts.isEmpty()) {
            names.note(at, "A link is named from->to, by clusters or networks, and not " + Names.quote(name) + ".");
            return Optional.empty();
        }
        boolean known = starts.stream().anyMatch(start -> isLink(name, start));
        if (!known) {
            String start = starts.get(0);
            Stream.of(start, Links.endOf(name, start))
                    .distinct()
                    .filter(end -> !ends.contains(end))
                    .forEach(end -> names.note(
                            at,
                            "The topology has no cluster or network " + Names.quote(end) + names.advice(end, ends)));
        }
        return known ? Optional.of(new Failure(FailureKind.LINK, name)) : Optional.empty();
    }

    private boolean isLink(String name, String start) {
        return ends.contains(start) && ends.contains(Links.endOf(name, start));
    }
}
