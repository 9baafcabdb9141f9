package dev.sailplan.requirement;

import dev.sailplan.document.Pointer;
import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Service;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why it is not known whether a requirement holds.
 *
 * @param service the first service that may be lost, null if it is none of them that matters
 * @param failures those it may be lost by; empty if it is not known who calls it or where it runs
 * @param facts those that would settle it, sorted
 */
public record Doubt(Cause cause, @Nullable Service service, List<Failure> failures, List<Pointer> facts) {

    /** What is not known. */
    public enum Cause {
        /** Whether a service survives. */
        SURVIVAL,
        /** Where control planes read their configuration. */
        CONFIGURATION,
        /** Nobody consumes a service that could be lost. */
        NO_CONSUMER,
        /** No cluster is part of a mesh that could lose its control. */
        NO_MEMBER
    }

    public Doubt {
        failures = List.copyOf(failures);
        facts = List.copyOf(facts);
    }

    static Doubt of(Cause cause, Collection<Pointer> facts) {
        return new Doubt(cause, null, List.of(), List.copyOf(new TreeSet<>(facts)));
    }

    static Doubt of(Service service, List<Failure> failures, Collection<Pointer> facts) {
        return new Doubt(Cause.SURVIVAL, service, failures, List.copyOf(new TreeSet<>(facts)));
    }
}
