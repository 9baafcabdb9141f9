package dev.sailplan.rule.locality;

import dev.sailplan.document.DistributeDocument;
import dev.sailplan.document.FailoverDocument;
import dev.sailplan.document.LocalityDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The locality load balancing that a service states.
 *
 * @param service the service
 * @param written what it states
 */
record LocalityPolicy(Service service, LocalityDocument written) {

    /** The policies of all services that state one, in document order. */
    static Stream<LocalityPolicy> in(Topology topology) {
        return topology.services().stream()
                .flatMap(service -> service.locality().stream().map(written -> new LocalityPolicy(service, written)));
    }

    /** Whether it has any effect; Istio refuses what is wrong in it all the same if it has none. */
    boolean isOn() {
        return !Boolean.FALSE.equals(written.enabled());
    }

    List<FailoverDocument> failover() {
        return all(written.failover());
    }

    List<String> failoverPriority() {
        return all(written.failoverPriority());
    }

    List<DistributeDocument> distribute() {
        return all(written.distribute());
    }

    /** Whether it says who takes over, by regions or by labels. */
    boolean declaresFailover() {
        return !failover().isEmpty() || !failoverPriority().isEmpty();
    }

    Fact<Boolean> outlierDetection() {
        return new Fact<>(at("outlierDetection"), written.outlierDetection());
    }

    /** Where one of its fields is, or would be, written. */
    Pointer at(String field) {
        return service.at().field("locality").field(field);
    }

    /** One of its fields as the subject of a finding. */
    Subject subject(String field) {
        return subject(at(field));
    }

    /** A place in it as the subject of a finding. */
    Subject subject(Pointer place) {
        return new Subject(place, service.id());
    }

    private static <T> List<T> all(@Nullable List<T> written) {
        return written == null ? List.of() : written;
    }
}
