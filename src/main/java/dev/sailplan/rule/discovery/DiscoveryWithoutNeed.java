package dev.sailplan.rule.discovery;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.Subject;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@RuleInfo(
        code = "DSC006",
        name = "discovery-without-need",
        severity = INFO,
        summary =
                "A control plane does not read clusters of meshes it is not federated with, nor clusters that its clients"
                        + " are declared blocked from",
        message = "A remote secret lets {controlPlanes} of mesh {mesh} read {target}; {reason}, and {consequence}",
        remedy = "Delete the remote secret, and the permissions of its credentials with it. If the discovery is meant,"
                + " declare the federation, or do not declare the traffic as blocked.",
        source = "Istio, Deployment Models: Endpoint discovery with multiple control planes",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName",
            "meshes.federatesWith",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class DiscoveryWithoutNeed implements TopologyRule {

    /**
     * Why a cluster need not be read: one cause, for all that are alike in this.
     *
     * @param mesh the mesh of those who read
     * @param other the mesh that is read, which is not federated; none where traffic is declared blocked
     * @param reader the control plane whose clients are blocked; none for another mesh
     */
    private record Cause(Mesh mesh, Optional<Mesh> other, Optional<ControlPlane> reader) {}

    private record Held(ControlPlane holder, RemoteSecret secret) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Separation separation = Separation.of(topology);
        Map<Cause, List<Held>> causes = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            if (!controlPlane.remoteSecrets().isKnown()
                    && topology.clusters().stream()
                            .anyMatch(cluster ->
                                    causeOf(controlPlane, cluster, separation).isPresent())) {
                outcomes.add(Missing.of(controlPlane.remoteSecrets().at()));
            }
            for (RemoteSecret secret : Discovery.actingSecretsOf(controlPlane)) {
                Optional<Cause> cause = causeOf(controlPlane, secret.cluster(), separation);
                if (cause.isPresent() && !controlPlane.ownCluster().isKnown()) {
                    outcomes.add(Missing.of(controlPlane.ownCluster().at()));
                } else if (cause.isPresent()) {
                    causes.computeIfAbsent(cause.get(), key -> new ArrayList<>())
                            .add(new Held(controlPlane, secret));
                }
            }
        }
        causes.forEach((cause, secrets) -> outcomes.add(violation(cause, secrets)));
        return outcomes.stream();
    }

    private static Optional<Cause> causeOf(ControlPlane reader, Cluster cluster, Separation separation) {
        Mesh own = reader.mesh();
        if (RemoteClusters.isOwn(reader, cluster) || reader.servedClusters().contains(cluster)) {
            return Optional.empty();
        }
        Optional<Mesh> foreign =
                cluster.mesh().filter(mesh -> !mesh.equals(own) && !own.peers().contains(mesh));
        if (foreign.isPresent()) {
            return Optional.of(new Cause(own, foreign, Optional.empty()));
        }
        return separation.excuses(reader, cluster)
                ? Optional.of(new Cause(own, Optional.empty(), Optional.of(reader)))
                : Optional.empty();
    }

    private static Violation violation(Cause cause, List<Held> secrets) {
        List<ControlPlane> holders =
                secrets.stream().map(Held::holder).distinct().toList();
        List<Cluster> clusters =
                secrets.stream().map(held -> held.secret().cluster()).distinct().toList();
        List<Subject> subjects = secrets.stream()
                .sorted(Comparator.<Held, String>comparing(held -> held.holder().name())
                        .thenComparing(held -> held.secret().cluster().name()))
                .limit(Violation.MOST_SUBJECTS)
                .map(held -> new Subject(held.secret().at(), held.holder().id()))
                .toList();
        String target = Phrase.of("cluster", clusters)
                + cause.other().map(mesh -> " of mesh " + mesh.name()).orElse("");
        boolean foreign = cause.other().isPresent();
        return Violation.of(subjects)
                .with("controlPlanes", Phrase.of("control plane", holders))
                .with("mesh", cause.mesh().name())
                .with("target", target)
                .with(
                        "reason",
                        foreign ? "the meshes are not federated" : "its clients are declared blocked from there")
                .with(
                        "consequence",
                        foreign
                                ? "endpoints there join services of the same namespace and name"
                                : "are given the endpoints there all the same");
    }
}
