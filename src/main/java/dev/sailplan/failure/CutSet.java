package dev.sailplan.failure;

import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Service;
import java.util.List;

/**
 * A smallest set of failures that loses services: with any of them left out, none of these services is lost.
 *
 * @param failures what fails at the same time
 * @param count how many services are lost, at least 1
 * @param services the first of them in document order
 */
public record CutSet(List<Failure> failures, int count, List<Service> services) {

    public CutSet {
        failures = FailureOrder.ordered(failures);
        services = List.copyOf(services);
    }
}
