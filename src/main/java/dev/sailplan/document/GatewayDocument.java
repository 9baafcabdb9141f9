package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An east-west gateway. */
@About("An east-west gateway.")
public record GatewayDocument(
        @About("The name of the gateway, unique in the document.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("The cluster it runs in. Absent: outside every cluster, a plain meshNetworks address.")
        @Refers(ElementKind.CLUSTER)
        @Nullable
        String cluster,

        @About("IP addresses or host names, each of which counts as one gateway. []: pending. Absent: unknown.")
        @Form(TextForm.HOST)
        @Nullable
        List<String> addresses,

        @About("Whether istiod can resolve its host names. Absent: true.") @Nullable
        Boolean resolvable,

        @About("AUTO_PASSTHROUGH port for sidecars; 0: none. Absent: 15443.") @Within(min = 0, max = 65535) @Nullable
        Integer port,

        @About("HBONE port for ambient, usually 15008; 0: none. Absent: 0.") @Within(min = 0, max = 65535) @Nullable
        Integer hbonePort,

        @About("What it lets other networks reach. Absent: services.") @Nullable
        List<Exposure> exposes,

        @About("Hosts it exposes, patterns as in Istio's Gateway. Absent: everything.") @Nullable
        List<String> hosts,

        @About("TLS mode of the sidecar port; HBONE listeners terminate by design. Absent: AUTO_PASSTHROUGH.") @Nullable
        TlsMode tlsMode,

        @About("The load balancer in front of it. Absent: unknown.") @Nullable
        LoadBalancerDocument loadBalancer,

        @About("Number of gateway pods. Absent: unknown.") @Within(min = 0, max = Integer.MAX_VALUE) @Nullable
        Integer replicas,

        @About("Zones its pods run in. Absent: unknown.") @Nullable
        List<String> zones) {}
