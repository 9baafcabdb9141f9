package dev.sailplan.reachability;

import dev.sailplan.document.Subject;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;

/**
 * What makes a service cluster-local, so that its endpoints stay inside their cluster.
 *
 * @param place where it is, or would be, stated
 * @param by what it is, as messages say it
 * @param byScope whether it is the scope of the service
 */
public record Seclusion(Subject place, String by, boolean byScope) {

    static Seclusion byScope(Service service, Cluster cluster) {
        boolean stated = service.scope().isPresent()
                || !service.scopeAt(cluster).equals(service.at().field("scope"));
        return new Seclusion(
                new Subject(service.scopeAt(cluster), service.id()),
                stated ? "its scope" : "the scope that ambient gives it",
                true);
    }

    static Seclusion byHost(Mesh mesh, int index) {
        return new Seclusion(
                new Subject(mesh.at().field("clusterLocalHosts").index(index), mesh.id()),
                "clusterLocalHosts of mesh " + mesh.name(),
                false);
    }

    static Seclusion byMcs(Mesh mesh) {
        return new Seclusion(
                new Subject(mesh.at().field("mcs").field("clusterLocal"), mesh.id()),
                "mcs.clusterLocal of mesh " + mesh.name(),
                false);
    }

    /** By one of the names that Istio keeps inside every cluster. */
    static Seclusion byName(Service service) {
        return new Seclusion(service.subject(), "its name", false);
    }
}
