package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service mesh: one space of services and identities. */
@About("A service mesh: one space of services and identities.")
public record MeshDocument(
        @About("The name of the mesh.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("The mesh id. Absent: the name.") @Nullable String meshId,

        @About("The SPIFFE trust domain. Absent: cluster.local.") @Form(TextForm.TRUST_DOMAIN) @Nullable
        String trustDomain,

        @About("Further trust domains accepted as this one. Absent: unknown.") @Form(TextForm.TRUST_DOMAIN) @Nullable
        List<String> trustDomainAliases,

        @About("Who signs the workloads' certificates. Absent: unknown.") @Nullable
        CertificateAuthorityDocument certificateAuthority,

        @About("Further roots trusted here. Absent: unknown.") @Nullable
        List<TrustBundleDocument> trustBundles,

        @About("Meshes this one shares services with. Absent: none.") @Nullable
        List<FederationDocument> federatesWith,

        @About("Effective mesh-wide PeerAuthentication. Absent: PERMISSIVE.") @Nullable
        MtlsMode mtls,

        @About("How workloads join the mesh. Absent: sidecar.") @Nullable
        DataPlane dataPlane,

        @About("Hosts or patterns such as *.ns.svc.cluster.local that stay inside their cluster. "
                + "Absent: only the built-in ones.")
        @Nullable
        List<String> clusterLocalHosts,

        @About("Exceptions to clusterLocalHosts and to the built-in ones. Absent: none.") @Nullable
        List<String> notClusterLocalHosts,

        @About("Kubernetes Multi-Cluster Services switches. Absent: all false.") @Nullable
        McsDocument mcs) {}
