package dev.sailplan.failure;

import dev.sailplan.document.FailureKind;
import dev.sailplan.reachability.Failure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

    public FailureModel {
        availability.forEach((kind, value) -> {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException("The availability of a " + kind + " cannot be " + value);
            }
        });
        if (!Collections.disjoint(availability.keySet(), NOT_MODELLED)) {
            throw new IllegalArgumentException("How often a link or a certificate authority fails is not estimated");
        }
        availability = Map.copyOf(availability);
    }

    /** The same with another availability of one kind. */
    public FailureModel with(FailureKind kind, double value) {
        Map<FailureKind, Double> changed = new EnumMap<>(FailureKind.class);
        changed.putAll(availability);
        changed.put(kind, value);
        return new FailureModel(changed);
    }

    double of(Failure unit) {
        return availability.getOrDefault(unit.kind(), 1.0);
    }
}
