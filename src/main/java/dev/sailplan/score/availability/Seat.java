package dev.sailplan.score.availability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import java.util.List;
import java.util.Optional;

/**
 * Where a control plane is: where its cluster is; one that a vendor runs, or that says in which zones of a cluster outside its mesh
 * it runs, where its zones are.
 */
record Seat(ControlPlane controlPlane) {

    /** What fails when it does: control planes in one cluster fail together. */
    Object failureDomain() {
        return controlPlane.cluster().isPresent() ? controlPlane.cluster().get() : controlPlane;
    }

    boolean isOf(Cluster cluster) {
        return controlPlane.cluster().filter(cluster::equals).isPresent();
    }

    /** Its region, as far as it is known; one that a vendor runs has none of its own. */
    Optional<String> region() {
        return controlPlane.cluster().flatMap(cluster -> cluster.region().asOptional());
    }

    Fact<List<String>> zones() {
        Fact<List<String>> own = controlPlane.zones();
        Optional<Cluster> cluster = controlPlane.cluster();
        if (cluster.isEmpty() || (controlPlane.isExternal() && own.isKnown())) {
            return own;
        }
        return cluster.get().zones();
    }

    boolean isIn(String zone, boolean ifUnknown) {
        Fact<List<String>> zones = zones();
        return zones.isKnown() ? zones.get().contains(zone) : ifUnknown;
    }
}
