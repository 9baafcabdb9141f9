package dev.sailplan.reachability;

import dev.sailplan.topology.Gateway;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Workload;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A way on which calls certainly get through to endpoints.
 *
 * @param workload whose endpoints they are
 * @param gateway the gateway it leads through, null if it leads there directly
 */
public record Way(Workload workload, @Nullable Gateway gateway) {

    /** By names, so that which of several is named does not depend on the order of a document. */
    static final Comparator<Way> ORDER = Comparator.<Way, String>comparing(
                    way -> way.workload().cluster().name())
            .thenComparing(way -> way.gateway() == null ? "" : way.gateway().name())
            .thenComparing(way -> way.workload().network().map(Network::name).orElse(""));
}
