package dev.sailplan.reachability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Place;
import dev.sailplan.topology.Tenant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client with all that its calls depend on, whichever service they are to.
 *
 * @param watcher the control plane that serves it, null if none does
 * @param sight what that reads, null if there is none
 * @param router its routes, null if no control plane serves it
 * @param identity what its certificate says
 * @param tenants the tenants it belongs to
 */
record Caller(
        Client client,
        @Nullable ControlPlane watcher,
        @Nullable Sight sight,
        @Nullable Router router,
        Identity identity,
        Set<Tenant> tenants) {

    Cluster cluster() {
        return client.cluster();
    }

    /** The mesh whose configuration decides what it is served: that of its control plane, else of its cluster. */
    Optional<Mesh> mesh() {
        return watcher == null ? cluster().mesh() : Optional.of(watcher.mesh());
    }

    Place place() {
        return new Place(cluster(), client.network().orElse(null));
    }
}
