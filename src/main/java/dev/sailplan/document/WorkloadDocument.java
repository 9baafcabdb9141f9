package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Workloads of a service in one cluster that are alike. */
@About("Workloads of a service in one cluster that are alike.")
public record WorkloadDocument(
        @About("The cluster they run in.") @Required @Refers(ElementKind.CLUSTER) @Nullable
        String cluster,

        @About("Their network, which may differ for virtual machines. Absent: the cluster's.")
        @Refers(ElementKind.NETWORK)
        @Nullable
        String network,

        @About("Their region. Absent: the cluster's.") @Nullable
        String region,

        @About("Their zone. Absent: the cluster's only zone.") @Nullable
        String zone,

        @About("Their subzone. Absent: none.") @Nullable String subzone,

        @About("What stands in front of them. Absent: the cluster's data plane.") @Nullable
        ProxyKind proxy,

        @About("Whether they run on the host network, which no proxy can serve. Absent: false.") @Nullable
        Boolean hostNetwork,

        @About("Effective PeerAuthentication. Absent: the mesh's, DISABLE without a proxy.") @Nullable
        MtlsMode mtls,

        @About("How many there are. Absent: the number of addresses, else 1.")
        @Within(min = 0, max = Integer.MAX_VALUE)
        @Nullable
        Integer replicas,

        @About("The StatefulSet that owns them, whose pods are NAME-0 and so on. Absent: none.")
        @Form(TextForm.DNS_LABEL)
        @Nullable
        String statefulSet,

        @About("One entry per endpoint, several IPs of one separated by a space. []: none. Absent: unknown.")
        @Form(TextForm.ENDPOINT)
        @Nullable
        List<String> addresses) {}
