package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Kubernetes Multi-Cluster Services switches of istiod, all off by default. */
@About("Kubernetes Multi-Cluster Services switches of istiod, all off by default.")
public record McsDocument(
        @About("ENABLE_MCS_SERVICE_DISCOVERY: only exported endpoints leave their cluster. Absent: false.") @Nullable
        Boolean serviceDiscovery,

        @About("ENABLE_MCS_HOST: exported services have a clusterset.local host name too. Absent: false.") @Nullable
        Boolean host,

        @About("ENABLE_MCS_CLUSTER_LOCAL: with host on, cluster.local host names stay inside their cluster. "
                + "Absent: false.")
        @Nullable
        Boolean clusterLocal,

        @About("ENABLE_MCS_AUTO_EXPORT: everything that is not cluster-local is exported. Absent: false.") @Nullable
        Boolean autoExport) {}
