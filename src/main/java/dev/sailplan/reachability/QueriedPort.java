package dev.sailplan.reachability;

import dev.sailplan.document.PortDocument;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port of a service that is called, as the client's control plane knows it. Istio finds it at endpoints by its name.
 */
final class QueriedPort {

    private final Service service;
    private final boolean known;
    private final @Nullable PortDocument port;

    private QueriedPort(Service service, boolean known, @Nullable PortDocument port) {
        this.service = service;
        this.known = known;
        this.port = port;
    }

    /**
     * Finds a port.
     *
     * @param source the cluster whose definition the control plane takes, none for what the service says itself
     * @param number the service port, null for the first
     */
    static QueriedPort of(Service service, Optional<Cluster> source, @Nullable Integer number) {
        Fact<List<PortDocument>> ports = source.map(service::portsIn).orElseGet(service::ports);
        List<PortDocument> listed = ports.orElse(List.of());
        if (listed.isEmpty()) {
            return new QueriedPort(service, false, null);
        }
        PortDocument found = number == null
                ? listed.get(0)
                : listed.stream()
                        .filter(each -> number.equals(each.number()))
                        .findFirst()
                        .orElse(null);
        return new QueriedPort(service, true, found);
    }

    /** Whether endpoints of a cluster have no port of that name; a name that is not known is taken to be the same. */
    boolean isMissingIn(Cluster server) {
        Fact<List<PortDocument>> ports = service.portsIn(server);
        return known && ports.isKnown() && (port == null || find(ports.get()).isEmpty());
    }

    private Optional<PortDocument> find(List<PortDocument> ports) {
        return ports.stream().filter(this::hasSameName).findFirst();
    }

    private boolean hasSameName(PortDocument other) {
        String name = port == null ? null : port.name();
        return name == null || other.name() == null || name.equals(other.name());
    }

    /** The port of the workloads in a cluster; none if it is not known. */
    @Nullable
    Integer numberIn(Cluster server) {
        if (port == null) {
            return null;
        }
        return find(service.portsIn(server).orElse(List.of()))
                .map(QueriedPort::numberOf)
                .orElse(null);
    }

    private static @Nullable Integer numberOf(PortDocument port) {
        return port.targetPort() == null
                ? port.number()
                : port.targetPort().number().orElse(null);
    }

    /** Whether any definition of a service has a port of that number, or may have. */
    static boolean exists(Service service, int number) {
        return !service.allPorts().isKnown()
                || service.allPorts().get().stream().anyMatch(port -> Objects.equals(port.number(), number));
    }
}
