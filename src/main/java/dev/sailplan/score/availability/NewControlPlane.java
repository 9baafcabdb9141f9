package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Links;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The change that makes a cluster a primary: a control plane in it, which it prefers to those it has, and a way from there to the
 * API servers it reads.
 *
 * @param change the whole of it
 * @param opened the clusters whose API servers are said not to be reached from there, and have to be
 */
record NewControlPlane(List<PatchOperation> change, List<Cluster> opened) {

    NewControlPlane {
        change = List.copyOf(change);
        opened = List.copyOf(opened);
    }

    /** The change, with credentials for the clusters that the control planes of the mesh read already. */
    static NewControlPlane in(Topology topology, Cluster cluster, Mesh mesh) {
        String name = nameIn(topology, cluster);
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("name", name);
        added.put("cluster", cluster.name());
        added.put("mesh", mesh.name());
        added.put("replicas", 2);
        added.put("remoteSecrets", secretsFor(cluster, mesh));
        List<PatchOperation> change = new ArrayList<>();
        change.add(PatchOperation.add(Pointer.ROOT.field("controlPlanes").field("-"), added));
        change.add(PatchOperation.add(cluster.at().field("controlPlanes"), preferring(name, cluster)));
        Discovery discovery = Discovery.of(topology);
        List<Cluster> opened = new ArrayList<>();
        for (Cluster other : mesh.clusters()) {
            List<PatchOperation> way = other.equals(cluster)
                    ? List.of()
                    : wayTo(other, cluster, discovery.apiServerPort(other), topology.links());
            if (!way.isEmpty()) {
                opened.add(other);
                change.addAll(way);
            }
        }
        return new NewControlPlane(change, opened);
    }

    /** What has to be opened for a cluster to reach the API server of another; nothing where it is not known to be closed. */
    private static List<PatchOperation> wayTo(Cluster target, Cluster from, Fact<Integer> port, Links links) {
        List<PatchOperation> way = new ArrayList<>();
        Fact<List<String>> reachable = target.apiServerReachableFrom();
        if (reachable.isKnown() && Collections.disjoint(reachable.get(), namesOf(from))) {
            way.add(PatchOperation.add(reachable.at().field("-"), from.name()));
        }
        if (port.isKnown()) {
            links.barrier(Place.of(from), Place.of(target), port.get())
                    .map(barrier -> barrier.at().get(0).field("ports").field("-"))
                    .ifPresent(ports -> way.add(PatchOperation.add(ports, port.get())));
        }
        return way;
    }

    /** As what a cluster may be listed. */
    private static List<String> namesOf(Cluster cluster) {
        List<String> names = new ArrayList<>(List.of("*", cluster.name()));
        cluster.network().ifPresent(network -> names.add(network.name()));
        return names;
    }

    private static List<Object> preferring(String name, Cluster cluster) {
        List<Object> names = new ArrayList<>();
        names.add(name);
        cluster.controlPlanes().stream().map(ControlPlane::name).forEach(names::add);
        return names;
    }

    private static List<Object> secretsFor(Cluster cluster, Mesh mesh) {
        return mesh.clusters().stream()
                .filter(other -> !other.equals(cluster))
                .<Object>map(other -> Map.of("cluster", other.name()))
                .toList();
    }

    private static String nameIn(Topology topology, Cluster cluster) {
        Set<String> taken = topology.controlPlanes().stream().map(Element::name).collect(Collectors.toSet());
        String name = "istiod-" + cluster.name().toLowerCase(Locale.ROOT);
        return taken.contains(name)
                ? IntStream.iterate(2, number -> number + 1)
                        .mapToObj(number -> name + "-" + number)
                        .filter(each -> !taken.contains(each))
                        .findFirst()
                        .orElseThrow()
                : name;
    }
}
