package dev.sailplan.document;

import dev.sailplan.address.AddressRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster. */
@About("A Kubernetes cluster.")
public record ClusterDocument(
        @About("The name, which is also the Istio cluster id.") @Required @Form(TextForm.CLUSTER_NAME) @Nullable
        String name,

        @About("The mesh it is part of. Absent: none, for instance the host of an external control plane.")
        @Refers(ElementKind.MESH)
        @Nullable
        String mesh,

        @About("The network of its workloads. "
                + "Absent: one implicit network if no cluster names one, else unset, which matches all.")
        @Refers(ElementKind.NETWORK)
        @Nullable
        String network,

        @About("Region of its nodes. Absent: unknown.") @Nullable
        String region,

        @About("Zones of its nodes. Absent: unknown.") @Nullable
        List<String> zones,

        @About("Pod ranges, IPv4 and IPv6. Absent: unknown.") @Nullable
        List<AddressRange> podCidrs,

        @About("Service ranges, IPv4 and IPv6. Absent: unknown.") @Nullable
        List<AddressRange> serviceCidrs,

        @About("Node ranges, IPv4 and IPv6. Absent: unknown.") @Nullable
        List<AddressRange> nodeCidrs,

        @About("Who configures its proxies, preferred first. "
                + "Absent: those in it for its mesh, that of its revision first, then default.")
        @Refers(ElementKind.CONTROL_PLANE)
        @Nullable
        List<String> controlPlanes,

        @About("What is installed in this cluster, where it differs from the mesh's. Absent: the mesh's.") @Nullable
        CertificateAuthorityDocument certificateAuthority,

        @About("What its own mesh configuration says, where it differs from the mesh's. Absent: the mesh's.")
        @Form(TextForm.TRUST_DOMAIN)
        @Nullable
        String trustDomain,

        @About("Its API server. Absent: unknown.") @Nullable ApiServerDocument apiServer,

        @About("How its workloads join the mesh. Absent: the mesh's.") @Nullable
        DataPlane dataPlane,

        @About("Minor version of its proxies. Absent: that of its first control plane.") @Nullable
        MinorVersion proxyVersion,

        @About("The revision its injector names. Absent: unknown.") @Form(TextForm.DNS_LABEL) @Nullable
        String revision,

        @About("Whether Istio DNS proxying is on. Absent: true where the data plane is ambient, else false.") @Nullable
        Boolean dnsProxy,

        @About("The namespace Istio is installed in. Absent: istio-system.") @Form(TextForm.DNS_LABEL) @Nullable
        String istioNamespace,

        @About("The topology.istio.io/controlPlaneClusters annotation; * allowed. Absent: unknown.")
        @Refers(value = ElementKind.CLUSTER, orAll = true)
        @Nullable
        List<String> controlPlaneClusters) {}
