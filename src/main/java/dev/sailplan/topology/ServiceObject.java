package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.PortDocument;
import dev.sailplan.document.ServiceObjectDocument;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.document.ServiceType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes Service object of a service in one cluster. What it does not state itself is the service's own.
 *
 * @param at where it is declared; of one that nobody declared, where its service is
 * @param cluster where it is
 * @param written what it states
 */
public record ServiceObject(Pointer at, Cluster cluster, ServiceObjectDocument written) {

    /** An object that is like the service in everything. */
    static ServiceObject like(Service service, Cluster cluster) {
        return new ServiceObject(
                service.at(), cluster, new ServiceObjectDocument(cluster.name(), null, null, null, null));
    }

    public Optional<List<PortDocument>> ports() {
        return of(written.ports());
    }

    public Optional<Boolean> headless() {
        return of(written.headless());
    }

    public Optional<ServiceType> type() {
        return of(written.type());
    }

    public Optional<ServiceScope> scope() {
        return of(written.scope());
    }

    private static <T> Optional<T> of(@Nullable T stated) {
        return Optional.ofNullable(stated);
    }
}
