package dev.sailplan.score.availability;

import dev.sailplan.topology.Cluster;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The clusters of a mesh in one region, and where the control planes of the mesh are in it.
 *
 * @param name the region, or what stands for it
 * @param clusters the clusters of the mesh in it, at least one
 * @param seats where control planes of the mesh are
 */
record RegionPlacement(String name, List<Cluster> clusters, Seats seats) {

    /** The band of a region, which it reaches with all that come before it. */
    int certain() {
        return bandOf(seats.in(clusters, false), false);
    }

    int possible() {
        return bandOf(seats.in(clusters, true), true);
    }

    private int bandOf(Collection<Seat> here, boolean possible) {
        if (here.isEmpty()) {
            return 0;
        }
        if (isEachItsOwn(here)) {
            return 5;
        }
        if (clusters.size() > 1 && count(here) < 2) {
            return 1;
        }
        if (!hasOneInEveryZone(here, possible)) {
            return 2;
        }
        return hasTwoInEveryZoneWithSeveral(here, possible) ? 4 : 3;
    }

    private boolean isEachItsOwn(Collection<Seat> here) {
        return clusters.stream().allMatch(cluster -> here.stream().anyMatch(seat -> seat.isOf(cluster)));
    }

    private static long count(Collection<Seat> seats) {
        return seats.stream().map(Seat::failureDomain).distinct().count();
    }

    private boolean hasOneInEveryZone(Collection<Seat> here, boolean possible) {
        return isEveryClusterPlaced(here, possible)
                && zones().stream().allMatch(zone -> here.stream().anyMatch(seat -> seat.isIn(zone, possible)));
    }

    /** Of a cluster whose zones are not known, only a control plane of its own is certainly in them. */
    private boolean isEveryClusterPlaced(Collection<Seat> here, boolean possible) {
        return possible
                || clusters.stream()
                        .filter(cluster -> !cluster.zones().isKnown())
                        .allMatch(cluster -> here.stream().anyMatch(seat -> seat.isOf(cluster)));
    }

    private boolean hasTwoInEveryZoneWithSeveral(Collection<Seat> here, boolean possible) {
        boolean allKnown = clusters.stream().allMatch(cluster -> cluster.zones().isKnown());
        return (possible || allKnown)
                && zones().stream()
                        .filter(zone -> clustersIn(zone).size() > 1)
                        .allMatch(zone -> count(here.stream()
                                        .filter(seat -> seat.isIn(zone, possible))
                                        .toList())
                                > 1);
    }

    private Set<String> zones() {
        Set<String> zones = new TreeSet<>();
        clusters.forEach(cluster -> zones.addAll(cluster.zones().orElse(List.of())));
        return zones;
    }

    private Set<Cluster> clustersIn(String zone) {
        Set<Cluster> in = new LinkedHashSet<>();
        clusters.stream()
                .filter(cluster -> cluster.zones().orElse(List.of()).contains(zone))
                .forEach(in::add);
        return in;
    }

    /** What is missing for the next band. */
    String lack() {
        Collection<Seat> here = seats.in(clusters, false);
        return switch (certain()) {
            case 0 -> "region %s has no control plane".formatted(name);
            case 1 -> "region %s has %d clusters and control planes in one of them".formatted(name, clusters.size());
            case 2 -> "region %s has no control plane in %s".formatted(name, lackingZone(here));
            case 3 -> "region %s has a zone with several clusters and control planes in one of them".formatted(name);
            case 4 -> "region %s has a cluster without a control plane of its own".formatted(name);
            default -> "in region %s every cluster has a control plane of its own".formatted(name);
        };
    }

    private String lackingZone(Collection<Seat> here) {
        return zones().stream()
                .filter(zone -> here.stream().noneMatch(seat -> seat.isIn(zone, false)))
                .findFirst()
                .map(zone -> "zone " + zone)
                .orElse("every zone that is known");
    }

    /** Clusters in which a control plane would raise the band, one of each kind: those without, by zone. */
    List<Cluster> withoutControlPlane() {
        Collection<Seat> here = seats.in(clusters, false);
        return clusters.stream()
                .filter(cluster -> here.stream().noneMatch(seat -> seat.isOf(cluster)))
                .toList();
    }
}
