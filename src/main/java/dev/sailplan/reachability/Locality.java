package dev.sailplan.reachability;

import dev.sailplan.topology.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Where something runs, as Istio compares it: what is not known is empty.
 *
 * @param region a region, or empty
 * @param zone a zone, or empty
 * @param subzone a part of a zone, or empty
 */
public record Locality(String region, String zone, String subzone) implements Comparable<Locality> {

    public Locality(@Nullable String region, @Nullable String zone, @Nullable String subzone) {
        this.region = region == null ? "" : region;
        this.zone = zone == null ? "" : zone;
        this.subzone = subzone == null ? "" : subzone;
    }

    public static Locality of(Workload workload) {
        return new Locality(
                workload.region().orElse(null),
                workload.zone().orElse(null),
                workload.subzone().orElse(null));
    }

    /** How far another locality is: 0 for the same subzone, 1 the same zone, 2 the same region, 3 elsewhere. */
    int distanceTo(Locality other) {
        if (!region.equals(other.region)) {
            return 3;
        }
        if (!zone.equals(other.zone)) {
            return 2;
        }
        return subzone.equals(other.subzone) ? 0 : 1;
    }

    @Override
    public int compareTo(Locality other) {
        return toString().compareTo(other.toString());
    }

    /** As Istio writes it: {@code region/zone/subzone}, without the parts that are empty at the end. */
    @Override
    public String toString() {
        if (zone.isEmpty()) {
            return region;
        }
        return region + "/" + zone + (subzone.isEmpty() ? "" : "/" + subzone);
    }
}
