package dev.sailplan.query;

import dev.sailplan.document.FailureDocument;
import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
import dev.sailplan.failure.FailureUnits;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Topology;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            FailureKind.API_SERVER, "API server of a cluster");

    /**
     * What became of failures that were named.
     *
     * @param failures those there are, in their order
     * @param mistakes the names nothing has
     */
    public record Resolved(Set<Failure> failures, List<Mistake> mistakes) {}

    private final FailureUnits units;

    public FailurePoints(Topology topology) {
        this.units = FailureUnits.of(topology);
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
                names.find(
                                units.of(kind),
                                Objects.requireNonNull(WORDS.get(kind)),
                                name,
                                at.index(i).field("name"))
                        .ifPresent(failures::add);
            }
        }
        return failures;
    }
}
