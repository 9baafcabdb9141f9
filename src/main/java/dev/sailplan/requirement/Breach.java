package dev.sailplan.requirement;

import dev.sailplan.reachability.Failure;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Element;
import dev.sailplan.topology.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is certainly lost, though it is required to survive. */
public sealed interface Breach {

    /** What fails at the same time; empty if nothing has to. */
    List<Failure> failures();

    /** What is lost. */
    Element lost();

    /**
     * A service of which nothing is left. Where nothing has to fail, none of its calls works anyway.
     *
     * @param client whose consumers are left without it, null if nothing is left to anybody
     */
    record ServiceLost(
            List<Failure> failures,
            Service service,
            @Nullable Cluster client) implements Breach {

        public ServiceLost {
            failures = List.copyOf(failures);
        }

        @Override
        public Element lost() {
            return service;
        }
    }

    /** A cluster that no control plane configures, while calls between what runs go on. */
    record ControlLost(List<Failure> failures, Cluster cluster) implements Breach {

        public ControlLost {
            failures = List.copyOf(failures);
        }

        @Override
        public Element lost() {
            return cluster;
        }
    }
}
