package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL006",
        name = "config-cluster",
        severity = ERROR,
        summary =
                "The config cluster of an external control plane belongs to its mesh, is served by it, and it holds no"
                        + " remote secret for it",
        message = "Control plane {controlPlane} keeps its configuration in cluster {cluster}, {fault}; {consequence}",
        remedy =
                "Name as configCluster a cluster of the mesh that lists the control plane in its controlPlanes, and give"
                        + " the control plane a kubeconfig for it (create-remote-secret --type=config) instead of a remote secret.",
        source = "Istio, Install Istio with an External Control Plane",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.mesh",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName"
        },
        since = "0.1")
final class ConfigCluster implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.controlPlanes().stream()
                .filter(controlPlane -> controlPlane.isExternal() || controlPlane.claimsToBeExternal())
                .flatMap(ConfigCluster::judge);
    }

    private static Stream<Outcome> judge(ControlPlane controlPlane) {
        Fact<Cluster> config = controlPlane.configCluster();
        Fact<List<RemoteSecret>> secrets = controlPlane.remoteSecrets();
        List<Outcome> outcomes = new ArrayList<>();
        if (config.isKnown()) {
            outcomes.addAll(violations(controlPlane, config.get()));
        }
        List<Pointer> needs = Stream.of(config, secrets)
                .filter(fact -> !fact.isKnown())
                .<Pointer>map(Fact::at)
                .toList();
        boolean used = config.isKnown() || !controlPlane.servedClusters().isEmpty();
        if (used && !needs.isEmpty()) {
            outcomes.add(new Missing(needs));
        }
        return outcomes.stream();
    }

    private static List<Outcome> violations(ControlPlane controlPlane, Cluster config) {
        Violation whole =
                Violation.of().with("controlPlane", controlPlane.name()).with("cluster", config.name());
        List<Outcome> violations = new ArrayList<>();
        if (!config.mesh().equals(Optional.of(controlPlane.mesh()))) {
            violations.add(broken(
                    whole,
                    List.of(controlPlane.subject("configCluster"), config.subject("mesh")),
                    "which is not part of its mesh " + controlPlane.mesh().name(),
                    "what is configured for the mesh in the mesh's own clusters has no effect"));
        }
        if (!config.controlPlanes().contains(controlPlane)) {
            violations.add(broken(
                    whole,
                    List.of(config.subject("controlPlanes"), controlPlane.subject("configCluster")),
                    "which it does not serve",
                    "the workloads there do not follow the configuration that is applied beside them"));
        }
        List<RemoteSecret> superfluous = controlPlane.remoteSecrets().orElse(List.of()).stream()
                .filter(secret -> secret.cluster().equals(config))
                .toList();
        if (!superfluous.isEmpty()) {
            violations.add(broken(
                            whole,
                            superfluous.stream()
                                    .limit(Violation.MOST_SUBJECTS)
                                    .map(secret -> new Subject(secret.at(), controlPlane.id()))
                                    .toList(),
                            "for which it also holds a remote secret",
                            Discovery.actingSecretsOf(controlPlane).stream()
                                            .anyMatch(secret -> superfluous.contains(secret) && !secret.isNamedRight())
                                    ? "its endpoints are registered a second time, under another name"
                                    : "istiod already knows a cluster of that name, and ignores the secret")
                    .repairedBy(PatchOperation.removeAll(
                            superfluous.stream().map(RemoteSecret::at).toList())));
        }
        return violations;
    }

    private static Violation broken(Violation whole, List<Subject> subjects, String fault, String consequence) {
        return whole.about(subjects).with("fault", fault).with("consequence", consequence);
    }
}
