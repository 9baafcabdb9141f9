package dev.sailplan.reachability;

import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.document.ServiceScope;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Network;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of a workload that are alike, with all that calls to them depend on, worked out once for all clients.
 *
 * @param cluster where they are registered
 * @param network their network, null if they have none
 * @param clusterLocal whether the service is cluster-local in their cluster
 * @param identity what their certificates say
 */
record Target(
        Workload workload,
        Endpoints endpoints,
        Cluster cluster,
        @Nullable Network network,
        ProxyKind proxy,
        MtlsMode mtls,
        boolean clusterLocal,
        Identity identity) {

    static Target of(Service service, Workload workload, Endpoints endpoints, Identity identity) {
        Cluster cluster = workload.cluster();
        return new Target(
                workload,
                endpoints,
                cluster,
                workload.network().filter(network -> !network.isImplicit()).orElse(null),
                workload.proxy(),
                workload.mtls(),
                service.scopeIn(cluster) == ServiceScope.CLUSTER_LOCAL,
                identity);
    }

    /** All that what becomes of calls depends on, leaving failures aside. */
    record Kind(
            Endpoints.Form form, Cluster cluster, @Nullable Network network, ProxyKind proxy, MtlsMode mtls) {}

    Kind kind() {
        return new Kind(endpoints.form(), cluster, network, proxy, mtls);
    }

    boolean isProxied() {
        return proxy != ProxyKind.NONE;
    }
}
