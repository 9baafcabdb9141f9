package dev.sailplan.query;

import dev.sailplan.reachability.Client;
import dev.sailplan.reachability.EndpointView;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.topology.Service;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client is served for a service: a question whose names are all resolved.
 *
 * @param port a port the service has, null for its first
 * @param failures what is taken to have failed, in the order it was given
 */
public record EndpointQuery(
        Client client, Service service, @Nullable Integer port, Set<Failure> failures) {

    /** A question with its answer. */
    public record Answered(EndpointQuery query, EndpointView view) {}

    public EndpointQuery {
        failures = Collections.unmodifiableSet(new LinkedHashSet<>(failures));
    }

    /** Asks. */
    public Answered askedOf(Reachability reachability) {
        return new Answered(this, reachability.view(client, service, port, failures));
    }
}
