package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service of a mesh, and where its workloads run. */
@About("A service of a mesh, and where its workloads run.")
public record ServiceDocument(
        @About("The name of the service.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("Its namespace.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String namespace,

        @About("The mesh it belongs to. Absent: the only one.") @Refers(ElementKind.MESH) @Nullable
        String mesh,

        @About("Its ports. Absent: unknown.") @Nullable List<PortDocument> ports,

        @About("Whether it is headless: its name resolves to its endpoints. Absent: false.") @Nullable
        Boolean headless,

        @About("The type of its Kubernetes Service objects. Absent: ClusterIP.") @Nullable
        ServiceType type,

        @About("Whether other clusters are offered its endpoints. "
                + "Absent: per cluster, mesh with sidecars, clusterLocal with ambient.")
        @Nullable
        ServiceScope scope,

        @About("DestinationRule TLS mode. Absent: none set.") @Nullable
        ClientTls clientTls,

        @About("Kubernetes Service objects. Absent: one in each cluster of its workloads.") @Nullable
        List<ServiceObjectDocument> definedIn,

        @About("Clusters with a ServiceEntry instead. Absent: none.") @Refers(ElementKind.CLUSTER) @Nullable
        List<String> serviceEntryIn,

        @About("Clusters with an MCS ServiceExport. Absent: unknown with MCS discovery on, else none.")
        @Refers(ElementKind.CLUSTER)
        @Nullable
        List<String> exportedIn,

        @About("Locality load balancing. Absent: none.") @Nullable
        LocalityDocument locality,

        @About("Tenants that an AuthorizationPolicy in effect lets call it. Absent: everyone who can reach it.")
        @Refers(ElementKind.TENANT)
        @Nullable
        List<String> allowedTenants,

        @About("Its workloads. Absent: unknown.") @Nullable List<WorkloadDocument> workloads) {}
