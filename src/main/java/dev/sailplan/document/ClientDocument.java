package dev.sailplan.document;

import dev.sailplan.address.IpFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who calls: a proxy in a cluster. What is absent is as the cluster has it. */
@About("Who calls: a proxy in a cluster. What is absent is as the cluster has it.")
public record ClientDocument(
        @About("The cluster it runs in.") @Required @Nullable
        String cluster,

        @About("The name of its network; an empty text is a client without a network. Absent: the cluster's.") @Nullable
        String network,

        @About("Its zone. Absent: the cluster's, if that has one zone, else unknown.") @Nullable
        String zone,

        @About("Its part of the zone. Absent: unknown.") @Nullable
        String subzone,

        @About("The namespace of its workload, which tenants' policies depend on. "
                + "Absent: unknown, so that only the tenants of its cluster and mesh count.")
        @Form(TextForm.DNS_LABEL)
        @Nullable
        String namespace,

        @About("Which data plane it is part of. Absent: sidecar where the proxy is sidecar, else the cluster's.")
        @Nullable
        DataPlane dataPlane,

        @About("What kind of proxy it is; a waypoint is always ambient, an east-west gateway never. "
                + "Absent: a sidecar, or the ztunnel where the data plane is ambient.")
        @Nullable
        ProxyRole proxy,

        @About("The IP families it has, at least one. Absent: those of the cluster's pod ranges.") @Nullable
        List<IpFamily> ipFamilies,

        @About("The networks whose endpoints it asks for; an empty list is all of them, as in Istio. Absent: all.")
        @Nullable
        List<String> networkView) {}
