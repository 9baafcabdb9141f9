package dev.sailplan.failure;

import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Locality;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Service;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What failures do to a deployment.
 *
 * @param failures what has failed, all at the same time
 * @param counts how many services are affected in each way
 * @param services the first of them in document order, as many as were asked for
 * @param frozen clusters that get no configuration, by name
 * @param takeovers clusters that another control plane configures now, by name
 */
public record Impact(
        List<Failure> failures,
        Map<Effect, Integer> counts,
        Map<Effect, List<ServiceImpact>> services,
        List<Frozen> frozen,
        List<Takeover> takeovers) {

    /** What becomes of a service for a consumer. */
    public enum Effect {
        /** It has no usable endpoint. */
        LOST,
        /** It calls other places now, as its locality settings say. */
        FAILED_OVER,
        /** It has fewer endpoints. */
        DEGRADED
    }

    /**
     * What becomes of one service.
     *
     * @param consumers the first of those who are affected; empty if they are all down, and so are all of its workloads
     * @param omitted how many more are affected
     */
    public record ServiceImpact(Service service, List<ConsumerImpact> consumers, int omitted) {

        public ServiceImpact {
            consumers = List.copyOf(consumers);
        }
    }

    /**
     * What is left to one consumer.
     *
     * @param client where it runs
     * @param remaining how many endpoints it still reaches
     * @param of how many it reaches while nothing has failed
     * @param to where it calls now, if it fails over
     */
    public record ConsumerImpact(Cluster client, long remaining, long of, List<Locality> to) {

        public ConsumerImpact {
            to = List.copyOf(to);
        }
    }

    /** Why a cluster gets no configuration or no certificates. */
    public enum Cause {
        /** The API server of the cluster itself does not answer. */
        API_SERVER,
        /** No control plane that configures it is up. */
        CONTROL_PLANE,
        /** Its proxies reach no control plane that configures it, as links have failed. */
        CUT_OFF,
        /** The API server that holds the configuration does not answer. */
        CONFIGURATION,
        /** The control plane does not reach the API server that holds the configuration, as links have failed. */
        UNCONFIGURED,
        /** The control plane does not reach the API server of the cluster, as links have failed. */
        UNREAD,
        /** The root of the certificates that its control plane signs has expired. */
        EXPIRED
    }

    /**
     * A cluster whose proxies keep the configuration they have: calls go on; new workloads, changes and renewed certificates wait.
     *
     * @param controlPlane what it waits for, null for the API server of the cluster itself
     * @param cause why it waits
     */
    public record Frozen(Cluster cluster, @Nullable ControlPlane controlPlane, Cause cause) {}

    /**
     * A change of who configures a cluster.
     *
     * @param from who did, and is down or cut off
     * @param to who does
     */
    public record Takeover(Cluster cluster, ControlPlane from, ControlPlane to) {}

    public Impact {
        failures = FailureOrder.ordered(failures);
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        services = Collections.unmodifiableMap(new EnumMap<>(services));
        frozen = List.copyOf(frozen);
        takeovers = List.copyOf(takeovers);
    }

    public int count(Effect effect) {
        return counts.getOrDefault(effect, 0);
    }

    public List<ServiceImpact> services(Effect effect) {
        return services.getOrDefault(effect, List.of());
    }

    /** Whether it makes any difference. */
    public boolean isHarmless() {
        return counts.values().stream().allMatch(count -> count == 0) && frozen.isEmpty() && takeovers.isEmpty();
    }
}
