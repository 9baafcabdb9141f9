package dev.sailplan.score.availability;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The change that makes a cluster a primary: a control plane in it, which it prefers to those it has. */
final class NewControlPlane {

    private NewControlPlane() {}

    /** The change, with credentials for the clusters that the control planes of the mesh read already. */
    static List<PatchOperation> in(Topology topology, Cluster cluster, Mesh mesh) {
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
        return change;
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
