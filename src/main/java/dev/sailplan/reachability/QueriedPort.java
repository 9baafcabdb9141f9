package dev.sailplan.reachability;

import dev.sailplan.document.PortDocument;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The port of a service that is called, as the client's control plane knows it. Istio finds it at endpoints by its name.
 */
final class QueriedPort {

    private final Service service;
    private final boolean known;
    private final @Nullable PortDocument port;
    private final boolean everywhereAlike;
    private final @Nullable Integer number;

    private QueriedPort(Service service, boolean known, @Nullable PortDocument port) {
        this.service = service;
        this.known = known;
        this.port = port;
        this.everywhereAlike = port != null
                && service.statedObjects().values().stream()
                        .noneMatch(object -> object.ports().isPresent());
        this.number = port == null ? null : numberOf(port);
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

    /** Whether any port is stated. */
    boolean isKnown() {
        return known;
    }

    /** The port as it is defined; none if it is not known, or not there. */
    Optional<PortDocument> found() {
        return Optional.ofNullable(port);
    }

    /**
     * Whether endpoints of a cluster have no port of that name. A name that is not known is taken to be the same; a port that the
     * control plane does not know is missing everywhere.
     */
    boolean isMissingIn(Cluster server) {
        if (everywhereAlike) {
            return false;
        }
        Fact<List<PortDocument>> ports = service.portsIn(server);
        return known && (port == null || (ports.isKnown() && find(ports.get()).isEmpty()));
    }

    private Optional<PortDocument> find(List<PortDocument> ports) {
        String name = port == null ? null : port.name();
        return ports.stream()
                .filter(each -> each.equals(port) || (name != null && name.equals(each.name())))
                .findFirst()
                .or(() -> ports.stream()
                        .filter(each -> name == null || each.name() == null)
                        .findFirst());
    }

    /** The port of the workloads in a cluster; none if it is not known. */
    @Nullable
    Integer numberIn(Cluster server) {
        if (port == null) {
            return null;
        }
        if (everywhereAlike) {
            return number;
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

    /** The numbers of all ports that are stated for a service. */
    static List<Integer> numbersOf(Service service) {
        return Stream.concat(
                        service.ports().orElse(List.of()).stream(),
                        service.statedObjects().values().stream()
                                .flatMap(object -> object.ports().stream())
                                .flatMap(List::stream))
                .map(PortDocument::number)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Whether any definition of a service has a port of that number, or may have. */
    static boolean exists(Service service, int number) {
        return !service.allPorts().isKnown()
                || service.allPorts().get().stream().anyMatch(port -> Objects.equals(port.number(), number));
    }
}
