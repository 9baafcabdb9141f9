package dev.sailplan.rule.discovery;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "DSC004",
        name = "own-remote-secret",
        severity = WARNING,
        summary = "No control plane holds a remote secret for the cluster it runs in",
        message = "Control plane {controlPlane} holds a remote secret for its own cluster {cluster}; {consequence}",
        remedy = "Delete the secret. If it was meant for another cluster, create it again in the context of that one.",
        source = "Istio, istiod: a remote secret with the name of its own cluster would overwrite the config cluster",
        reads = {
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName"
        },
        since = "0.1")
final class OwnRemoteSecret implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        // What an external one may not hold a secret for is its config cluster, and whether one that only claims to
        // be external needs one for its own depends on what becomes of it: other rules.
        return topology.controlPlanes().stream()
                .filter(controlPlane -> !controlPlane.isExternal() && !controlPlane.claimsToBeExternal())
                .flatMap(OwnRemoteSecret::judge);
    }

    private static Stream<Outcome> judge(ControlPlane controlPlane) {
        if (!controlPlane.remoteSecrets().isKnown()) {
            return Stream.of(Missing.of(controlPlane.remoteSecrets().at()));
        }
        List<RemoteSecret> own = controlPlane.remoteSecrets().get().stream()
                .filter(secret -> RemoteClusters.isOwn(controlPlane, secret.cluster()))
                .toList();
        return own.isEmpty() ? Stream.empty() : Stream.of(violation(controlPlane, own));
    }

    private static Violation violation(ControlPlane controlPlane, List<RemoteSecret> own) {
        Set<RemoteSecret> acting = Set.copyOf(Discovery.actingSecretsOf(controlPlane));
        Set<String> taken = own.stream()
                .filter(acting::contains)
                .map(RemoteSecret::clusterName)
                .collect(Collectors.toSet());
        List<RemoteSecret> hidden = controlPlane.remoteSecrets().get().stream()
                .filter(secret -> secret.isNamedRight() && !acting.contains(secret))
                .filter(secret -> taken.contains(secret.clusterName()))
                .toList();
        List<Subject> subjects = new ArrayList<>();
        Stream.concat(own.stream(), hidden.stream())
                .forEach(secret -> subjects.add(new Subject(secret.at(), controlPlane.id())));
        return Violation.of(subjects)
                .with("controlPlane", controlPlane.name())
                .with("cluster", own.get(0).cluster().name())
                .with("consequence", consequence(taken, hidden))
                .repairedBy(PatchOperation.removeAll(
                        own.stream().map(RemoteSecret::at).toList()));
    }

    private static String consequence(Set<String> taken, List<RemoteSecret> hidden) {
        if (taken.isEmpty()) {
            return "istiod ignores it, so whatever it was created for does not happen";
        }
        String hides = hidden.isEmpty()
                ? ""
                : ", and the secret for "
                        + Phrase.of(
                                "cluster",
                                hidden.stream()
                                        .map(RemoteSecret::cluster)
                                        .distinct()
                                        .toList())
                        + " is ignored";
        return "its endpoints are registered a second time, as those of a cluster " + Phrase.names(taken) + hides;
    }
}
