package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often parts of a deployment are up: each by itself, independent of the others.
 *
 * @param availability the part of the time that one of a kind is up, above 0 and at most 1; kinds that are left out never fail
 */
public record FailureModel(Map<FailureKind, Double> availability) {

    /** What they take away is not a matter of single ways, or not of chance. */
    private static final Set<FailureKind> NOT_MODELLED =
            EnumSet.of(FailureKind.LINK, FailureKind.CERTIFICATE_AUTHORITY);

    /**
     * What is taken where nothing is said: a region as the large clouds promise for services that span zones, a zone and a cluster
     * of theirs as they promise for one, a gateway as for a load balancer with replicas behind it.
     */
    public static final FailureModel DEFAULT = new FailureModel(Map.of(
            FailureKind.REGION, 0.99995,
            FailureKind.ZONE, 0.9999,
            FailureKind.CLUSTER, 0.9995,
            FailureKind.GATEWAY, 0.9999,
            FailureKind.NETWORK, 0.99995));

    /** What calls depend on; that something else fails stops none that is already possible. */
    public static final Set<FailureKind> KINDS = DEFAULT.availability().keySet();

    public FailureModel {
        Map<FailureKind, Double> ordered = new EnumMap<>(FailureKind.class);
        ordered.putAll(availability);
        ordered.forEach((kind, value) -> {
            if (!isPossible(value)) {
                throw new IllegalArgumentException("The availability of a " + kind + " cannot be " + value);
            }
        });
        if (!Collections.disjoint(availability.keySet(), NOT_MODELLED)) {
            throw new IllegalArgumentException("How often a link or a certificate authority fails is not estimated");
        }
        availability = Collections.unmodifiableMap(ordered);
    }

    /** Whether something can be up that part of the time. */
    public static boolean isPossible(double value) {
        return value > 0 && value <= 1;
    }

    /** The same with another availability of one kind. */
    public FailureModel with(FailureKind kind, double value) {
        Map<FailureKind, Double> changed = new EnumMap<>(FailureKind.class);
        changed.putAll(availability);
        changed.put(kind, value);
        return new FailureModel(changed);
    }

    /** The availability of each kind, by its name. */
    public Map<String, Double> byName() {
        Map<String, Double> named = new LinkedHashMap<>();
        availability.forEach((kind, value) -> named.put(kind.toString(), value));
        return named;
    }

    /** The availability of each kind, such as {@code zone 0.9999, region 0.99995}. */
    @Override
    public String toString() {
        return availability.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    double of(Failure unit) {
        return availability.getOrDefault(unit.kind(), 1.0);
    }
}
