package dev.sailplan.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deployment of Istio as a platform team means to build it. */
@About("A deployment of Istio as a platform team means to build it.")
public record TopologyDocument(
        @About("The name of the topology.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("Free text. Absent: none.") @Nullable String description,

        @About("Key-value pairs by which stored topologies are filtered and owned. Absent: none.") @Nullable
        Map<String, String> labels,

        @About("Istio minor version, quoted. Absent: the newest the ruleset knows.") @Nullable
        MinorVersion istioVersion,

        @About("The day for which dates are judged. Absent: today (UTC).") @Nullable
        LocalDate asOf,

        @About("Sets of workloads that reach each other directly. Absent: none.") @Nullable
        List<NetworkDocument> networks,

        @About("Service meshes. Absent: none.") @Nullable List<MeshDocument> meshes,

        @About("Kubernetes clusters, at least one. Absent: none, which is an error.") @Nullable
        List<ClusterDocument> clusters,

        @About("Instances of istiod, or managed control planes. Absent: none.") @Nullable
        List<ControlPlaneDocument> controlPlanes,

        @About("Services and where their workloads run. Absent: none.") @Nullable
        List<ServiceDocument> services,

        @About("Groups of users and what they own. Absent: none.") @Nullable
        List<TenantDocument> tenants,

        @About("Who is meant to call whom, or must not. Absent: none.") @Nullable
        List<TrafficDocument> traffic,

        @About("What the underlying networks route, directed. Absent: none.") @Nullable
        List<LinkDocument> links,

        @About("Findings that are accepted, with a reason and an end. Absent: none.") @Nullable
        List<WaiverDocument> waivers,

        @About("What the deployment has to survive and to isolate. Absent: nothing required.") @Nullable
        RequirementsDocument requirements) {

    /** Returns this document with other requirements. */
    public TopologyDocument requiring(RequirementsDocument others) {
        return new TopologyDocument(
                name,
                description,
                labels,
                istioVersion,
                asOf,
                networks,
                meshes,
                clusters,
                controlPlanes,
                services,
                tenants,
                traffic,
                links,
                waivers,
                others);
    }
}
