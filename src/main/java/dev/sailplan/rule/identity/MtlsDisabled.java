package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.DataPlane;
import dev.sailplan.document.MtlsMode;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ProxyKind;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.Workload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN008",
        name = "mtls-disabled",
        severity = WARNING,
        summary = "Mutual TLS is not disabled for a whole mesh",
        message =
                "Mutual TLS is disabled in mesh {mesh}: sidecars{places} talk in plain text, no policy knows who calls, and their"
                        + " services cannot be reached from other networks",
        remedy =
                "Use PERMISSIVE, which accepts plain text as well, or STRICT; disable mutual TLS only for the workloads that"
                        + " cannot speak it.",
        source = "Istio, PeerAuthentication; Deployment Models: Multiple networks",
        reads = {
            "clusters.dataPlane",
            "clusters.mesh",
            "meshes.dataPlane",
            "meshes.mtls",
            "services",
            "services.workloads",
            "services.workloads.proxy"
        },
        since = "0.1")
final class MtlsDisabled implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream()
                .filter(mesh -> mesh.mtls() == MtlsMode.DISABLE)
                .flatMap(MtlsDisabled::judge);
    }

    /** The ambient data plane speaks mutual TLS whatever the policy says. */
    private static Stream<Outcome> judge(Mesh mesh) {
        if (mesh.clusters().isEmpty()) {
            return mesh.dataPlane() == DataPlane.SIDECAR ? Stream.of(violation(mesh, "")) : Stream.empty();
        }
        Set<Cluster> affected = new LinkedHashSet<>();
        mesh.clusters().stream()
                .filter(cluster -> cluster.dataPlane() == DataPlane.SIDECAR)
                .forEach(affected::add);
        for (Service service : mesh.services()) {
            service.workloads().orElse(List.of()).stream()
                    .filter(workload -> workload.proxy() == ProxyKind.SIDECAR)
                    .map(Workload::cluster)
                    .filter(cluster -> mesh.equals(cluster.mesh().orElse(null)))
                    .forEach(affected::add);
        }
        return affected.isEmpty() ? missing(mesh) : Stream.of(violation(mesh, " in " + Phrase.of("cluster", affected)));
    }

    /** Among workloads of which nothing is stated there may be some with a sidecar. */
    private static Stream<Outcome> missing(Mesh mesh) {
        List<Pointer> needs = mesh.services().stream()
                .map(Service::workloads)
                .filter(workloads -> !workloads.isKnown())
                .<Pointer>map(Fact::at)
                .toList();
        return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(needs));
    }

    private static Outcome violation(Mesh mesh, String places) {
        return Violation.of(mesh.subject("mtls"))
                .with("mesh", mesh.name())
                .with("places", places)
                .repairedBy(PatchOperation.replace(mesh.at().field("mtls"), MtlsMode.PERMISSIVE.toString()));
    }
}
