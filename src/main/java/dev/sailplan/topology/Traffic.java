package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have to work, or must not.
 *
 * @param at where it is declared
 * @param from who calls
 * @param to who is called
 * @param blocked whether the calls must not work
 */
public record Traffic(Pointer at, End from, End to, boolean blocked) {

    /** One end of traffic. */
    public sealed interface End {}

    /** A service: as a caller each cluster with workloads of it. */
    public record OfService(Service service) implements End {}

    /** A cluster: as a caller with no namespace, as a target each service with workloads there. */
    public record OfCluster(Cluster cluster) implements End {}

    /**
     * A namespace: each service in it.
     *
     * @param mesh the mesh, null in a document without meshes
     */
    public record OfNamespace(@Nullable Mesh mesh, String namespace) implements End {

        public boolean contains(Service service) {
            return service.namespace().equals(namespace) && service.mesh().equals(Optional.ofNullable(mesh));
        }
    }

    /** Whether every call from one cluster to another is covered. */
    public boolean isBetween(Cluster source, Cluster target) {
        return from instanceof OfCluster caller
                && caller.cluster().equals(source)
                && to instanceof OfCluster callee
                && callee.cluster().equals(target);
    }
}
