package dev.sailplan.score.availability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where all control planes of a mesh are. */
final class Seats {

    private final List<Seat> all = new ArrayList<>();

    /** The regions in which each zone is, after the clusters of the topology. */
    private final Map<String, Set<String>> regionsOf = new HashMap<>();

    Seats(Topology topology, Mesh mesh) {
        topology.controlPlanes().stream()
                .filter(controlPlane -> controlPlane.mesh().equals(mesh))
                .map(Seat::new)
                .forEach(all::add);
        for (Cluster cluster : topology.clusters()) {
            Optional<String> region = cluster.region().asOptional();
            cluster.zones()
                    .orElse(List.of())
                    .forEach(zone -> region.ifPresent(name -> regionsOf
                            .computeIfAbsent(zone, key -> new HashSet<>())
                            .add(name)));
        }
    }

    List<Seat> all() {
        return all;
    }

    /** Those in the region of some clusters, which are in one region or are one cluster whose region is not known. */
    Collection<Seat> in(List<Cluster> clusters, boolean possible) {
        return all.stream().filter(seat -> isIn(seat, clusters, possible)).toList();
    }

    private boolean isIn(Seat seat, List<Cluster> clusters, boolean possible) {
        if (clusters.stream().anyMatch(seat::isOf)) {
            return true;
        }
        Fact<String> region = clusters.get(0).region();
        Set<String> regions = regionsOf(seat);
        boolean isKnown = !regions.isEmpty() && region.isKnown();
        return isKnown ? regions.contains(region.get()) : possible;
    }

    /** The regions in which it is; empty if that is not known. */
    private Set<String> regionsOf(Seat seat) {
        if (seat.region().isPresent()) {
            return Set.of(seat.region().get());
        }
        Set<String> regions = new HashSet<>();
        if (seat.controlPlane().cluster().isEmpty()) {
            seat.zones().orElse(List.of()).forEach(zone -> regions.addAll(regionsOf.getOrDefault(zone, Set.of())));
        }
        return regions;
    }

    /** Whether it is known in which region it is. */
    boolean isPlaced(Seat seat) {
        return !regionsOf(seat).isEmpty();
    }
}
