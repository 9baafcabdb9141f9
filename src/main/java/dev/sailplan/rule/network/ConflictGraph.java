package dev.sailplan.rule.network;

import dev.sailplan.rule.network.OverlapGroups.Claim;
import dev.sailplan.topology.Cluster;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which clusters of a group are in conflict with which, and with themselves.
 *
 * @param clusters by name; a cluster is known by its place in the list
 * @param neighbours for each cluster those it is in conflict with, itself included if its own ranges are
 */
record ConflictGraph(List<Cluster> clusters, List<BitSet> neighbours) {

    /** What makes claims the same for a cluster. */
    private record Key(Object range, OverlapGroups.Use use, Cluster cluster) {}

    /**
     * The graph of a group.
     *
     * @param group sorted by range, so that a claim follows those it is nested in
     */
    static ConflictGraph of(List<Claim> group) {
        List<Cluster> clusters = group.stream()
                .map(Claim::cluster)
                .distinct()
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
        Map<Cluster, Integer> places = new HashMap<>();
        clusters.forEach(cluster -> places.put(cluster, places.size()));
        List<BitSet> neighbours =
                clusters.stream().map(cluster -> new BitSet(clusters.size())).toList();
        Deque<Claim> open = new ArrayDeque<>();
        for (Claim claim : distinct(group)) {
            while (!open.isEmpty() && !open.peek().range().contains(claim.range())) {
                open.pop();
            }
            connect(claim, open, places, neighbours);
            open.push(claim);
        }
        return new ConflictGraph(clusters, neighbours);
    }

    private static Collection<Claim> distinct(List<Claim> group) {
        Set<Key> seen = new HashSet<>();
        return group.stream()
                .filter(claim -> seen.add(new Key(claim.range(), claim.use(), claim.cluster())))
                .toList();
    }

    private static void connect(
            Claim claim, Collection<Claim> open, Map<Cluster, Integer> places, List<BitSet> neighbours) {
        int place = places.getOrDefault(claim.cluster(), 0);
        for (Claim outer : open) {
            if (claim.conflictsWith(outer)) {
                int other = places.getOrDefault(outer.cluster(), 0);
                neighbours.get(place).set(other);
                neighbours.get(other).set(place);
            }
        }
    }

    int size() {
        return neighbours.size();
    }
}
