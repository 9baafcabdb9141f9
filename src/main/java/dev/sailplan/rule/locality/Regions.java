package dev.sailplan.rule.locality;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The regions of a deployment.
 *
 * @param known those that a cluster or a workload is said to be in
 * @param unknown where the region of a cluster would be stated that states none
 */
record Regions(NavigableSet<String> known, List<Pointer> unknown) {

    static Regions of(Topology topology) {
        NavigableSet<String> known = new TreeSet<>();
        List<Pointer> unknown = new ArrayList<>();
        topology.clusters().forEach(cluster -> cluster.region().asOptional().ifPresent(known::add));
        membersOf(topology).stream()
                .map(Cluster::region)
                .filter(region -> !region.isKnown())
                .forEach(region -> unknown.add(region.at()));
        for (Service service : topology.services()) {
            for (Workload workload : service.workloads().orElse(List.of())) {
                workload.region().ifPresent(known::add);
            }
        }
        return new Regions(known, unknown);
    }

    /** The clusters in which something of Istio runs: those of meshes, and all where no mesh is declared. */
    static List<Cluster> membersOf(Topology topology) {
        return topology.clusters().stream()
                .filter(cluster -> topology.meshes().isEmpty() || cluster.mesh().isPresent())
                .toList();
    }

    /** Whether a region is certainly that of nothing. */
    boolean lack(String region) {
        return unknown.isEmpty() && !known.contains(region);
    }
}
