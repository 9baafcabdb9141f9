package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Workload;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client's control plane serves it for a service, and what becomes of calls to that.
 *
 * @param resolves whether the name of the service resolves where the client is
 * @param endpoints what is served: by locality, in it direct endpoints by cluster, then gateways by address and port
 * @param dropped what is not served, in document order
 * @param verdict the answer in one word
 * @param assumed the unknown facts that were read, in document order; for each the favourable value was taken, and for a list
 *     that is absent, that it is empty
 */
public record EndpointView(
        boolean resolves,
        List<ServedEndpoint> endpoints,
        List<DroppedEndpoints> dropped,
        Verdict verdict,
        List<Pointer> assumed) {

    public EndpointView {
        endpoints = List.copyOf(endpoints);
        dropped = List.copyOf(dropped);
        assumed = List.copyOf(assumed);
    }

    /** Whether calls work. */
    public enum Verdict {
        /** Every served endpoint is reachable, there is one, and none is lost. */
        REACHABLE,
        /** Some calls work. */
        DEGRADED,
        /** The name does not resolve, or no call works. */
        UNREACHABLE;

        /** The word in answers. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One entry of what a proxy is given: an endpoint, or a gateway that stands for the endpoints behind it.
     *
     * @param address its IP, or the host name of a gateway; null if it is not known
     * @param port null if it is not known
     * @param weight its share of the calls within its priority; not negative
     * @param gateway whether it is a gateway
     * @param network its network, null if it has none
     * @param cluster its cluster, null for a gateway outside every cluster
     * @param locality where the endpoints it stands for are
     * @param priority 0 is called first, others when those before fail
     * @param replicas how many endpoints it stands for, at least 1
     * @param unreachable how many of those calls do not reach
     * @param reasons how it is reached, then why calls through it fail
     */
    public record ServedEndpoint(
            @Nullable String address,
            @Nullable Integer port,
            BigInteger weight,
            boolean gateway,
            @Nullable Network network,
            @Nullable Cluster cluster,
            Locality locality,
            int priority,
            long replicas,
            long unreachable,
            List<Reason> reasons) {

        public ServedEndpoint {
            reasons = List.copyOf(reasons);
        }

        ServedEndpoint withPriority(int rank) {
            return new ServedEndpoint(
                    address, port, weight, gateway, network, cluster, locality, rank, replicas, unreachable, reasons);
        }

        /** Whether calls to every endpoint it stands for arrive. */
        public boolean isReachable() {
            return unreachable == 0;
        }
    }

    /**
     * Endpoints of a workload that are not served, for one reason.
     *
     * @param workload where they are declared
     * @param address the address if it is one endpoint and its address is known
     * @param replicas how many they are, at least 1
     */
    public record DroppedEndpoints(
            Workload workload, @Nullable String address, Reason reason, long replicas) {

        DroppedEndpoints and(DroppedEndpoints more) {
            return new DroppedEndpoints(workload, null, reason, replicas + more.replicas);
        }
    }
}
