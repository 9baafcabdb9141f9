package dev.sailplan.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something is, as links name it.
 *
 * @param cluster its cluster, null if it is in none
 * @param network its network, null if it has none
 */
public record Place(@Nullable Cluster cluster, @Nullable Network network) {

    public static Place of(Cluster cluster) {
        return new Place(cluster, cluster.network().orElse(null));
    }

    public static Place of(Gateway gateway) {
        return new Place(gateway.cluster().orElse(null), gateway.network());
    }

    public static Place of(Workload workload) {
        return new Place(workload.cluster(), workload.network().orElse(null));
    }

    /** The names it is meant by, the most specific first. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (cluster != null) {
            names.add(cluster.name());
        }
        if (network != null) {
            names.add(network.name());
        }
        return names;
    }
}
