package dev.sailplan.rule.discovery;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Topology;
import java.util.LinkedHashSet;
import java.util.Set;

/** The clusters of its mesh that a control plane discovers with a remote secret, if at all. */
final class RemoteClusters {

    private RemoteClusters() {}

    static Set<Cluster> of(ControlPlane controlPlane) {
        Set<Cluster> others = new LinkedHashSet<>(controlPlane.mesh().clusters());
        controlPlane.ownCluster().asOptional().ifPresent(others::remove);
        // Where both are in the mesh, CPL005 says so; a secret for either would not help.
        controlPlane.configCluster().asOptional().ifPresent(others::remove);
        return others;
    }

    /** Whether a control plane that does not state its secrets may hold one for another cluster, of whichever mesh. */
    static boolean areUnknownTo(ControlPlane controlPlane, Topology topology) {
        return !controlPlane.remoteSecrets().isKnown()
                && topology.clusters().stream().anyMatch(cluster -> !isOwn(controlPlane, cluster));
    }

    /** Whether a cluster is one that a control plane reads without a secret. */
    static boolean isOwn(ControlPlane controlPlane, Cluster cluster) {
        return controlPlane.ownCluster().asOptional().filter(cluster::equals).isPresent();
    }
}
