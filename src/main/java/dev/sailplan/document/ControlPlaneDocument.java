package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance of istiod, or a managed control plane. */
@About("An instance of istiod, or a managed control plane.")
public record ControlPlaneDocument(
        @About("The name of the control plane.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("Where it runs. Absent: run by a vendor (managed).") @Refers(ElementKind.CLUSTER) @Nullable
        String cluster,

        @About("The mesh it controls. Absent: that of its cluster, else the only one.")
        @Refers(ElementKind.MESH)
        @Nullable
        String mesh,

        @About("The cluster whose API server holds its configuration. Absent: its own, unknown where it is external.")
        @Refers(ElementKind.CLUSTER)
        @Nullable
        String configCluster,

        @About("Its Istio minor version, quoted. Absent: the topology's istioVersion.") @Nullable
        MinorVersion version,

        @About("Its revision. Absent: default.") @Form(TextForm.DNS_LABEL) @Nullable
        String revision,

        @About("The namespace it is installed in. Absent: that of its cluster, else istio-system.")
        @Form(TextForm.DNS_LABEL)
        @Nullable
        String istioNamespace,

        @About("Number of istiod pods. Absent: unknown.") @Within(min = 0, max = Integer.MAX_VALUE) @Nullable
        Integer replicas,

        @About("Zones its pods run in. Absent: unknown.") @Nullable
        List<String> zones,

        @About("How remote clusters reach it. Absent: unknown.") @Nullable
        ControlPlaneAddressDocument address,

        @About("API-server credentials it holds, in reading order. Absent: unknown.") @Nullable
        List<RemoteSecretDocument> remoteSecrets,

        @About("Seconds it waits at start for unreachable clusters; 0 waits for ever. Absent: 30.")
        @Within(min = 0, max = Integer.MAX_VALUE)
        @Nullable
        Integer remoteClusterTimeoutSeconds,

        @About("Variables of istiod that change an answer. Absent: Istio's defaults.") @Nullable
        FeaturesDocument features) {}
