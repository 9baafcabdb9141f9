package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clusters as parties: each has itself, and the namespaces of the services that run in it. */
final class ClusterParties {

    private final Ground ground;
    private final Map<Cluster, BitSet> namespaces = new HashMap<>();
    private final Map<Mesh, BitSet> unplaced = new HashMap<>();
    private final Map<Mesh, List<Pointer>> unknown = new HashMap<>();

    private ClusterParties(Ground ground) {
        this.ground = ground;
        ground.topology().services().forEach(this::add);
    }

    static List<Party> of(Ground ground) {
        ClusterParties parties = new ClusterParties(ground);
        List<Party> all = new ArrayList<>();
        for (Cluster cluster : ground.topology().clusters()) {
            cluster.mesh().ifPresent(mesh -> all.add(parties.partyOf(cluster, mesh)));
        }
        return all;
    }

    private void add(Service service) {
        int namespace = ground.namespaces().of(service.namespace());
        Fact<List<Workload>> workloads = service.workloads();
        for (Workload workload : workloads.orElse(List.of())) {
            namespaces.computeIfAbsent(workload.cluster(), key -> new BitSet()).set(namespace);
        }
        if (!workloads.isKnown() && service.mesh().isPresent()) {
            Mesh mesh = service.mesh().get();
            unplaced.computeIfAbsent(mesh, key -> new BitSet()).set(namespace);
            unknown.computeIfAbsent(mesh, key -> new ArrayList<>()).add(workloads.at());
        }
    }

    private Party partyOf(Cluster cluster, Mesh mesh) {
        BitSet certain = namespaces.getOrDefault(cluster, new BitSet());
        BitSet possible = (BitSet) certain.clone();
        possible.or(unplaced.getOrDefault(mesh, new BitSet()));
        Extent least = ground.extentOf(siteOf(cluster, mesh, certain), false);
        Map<Need, List<Pointer>> needs = ground.unknownOf(least);
        Ground.put(Need.PLACES, unknown.getOrDefault(mesh, List.of()), needs);
        Extent most = needs.isEmpty() ? least : ground.extentOf(siteOf(cluster, mesh, possible), true);
        return new Party(cluster, least, most, needs);
    }

    /** Calls between clusters are not denied by being calls between clusters. */
    private Ground.Site siteOf(Cluster cluster, Mesh mesh, BitSet runningHere) {
        BitSet self = Ground.setOf(ground.clusters().of(cluster));
        BitSet home = Ground.setOf(ground.meshes().of(mesh));
        return new Ground.Site(self, self, home, runningHere, home, true);
    }
}
