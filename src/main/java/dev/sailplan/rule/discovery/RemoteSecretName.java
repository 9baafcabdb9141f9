package dev.sailplan.rule.discovery;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.reachability.Discovery;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "DSC002",
        name = "remote-secret-name",
        severity = ERROR,
        summary = "The cluster name in a remote secret is the name of the cluster",
        message = "Cluster {cluster} is called {clusterName} in the remote secret of {controlPlanes}; {consequence}",
        remedy =
                "Create the secret again with the cluster's own name (istioctl create-remote-secret --name), the one its"
                        + " installation sets as global.multiCluster.clusterName.",
        source = "Istio, Install Multicluster: Enable Endpoint Discovery",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName"
        },
        since = "0.1")
final class RemoteSecretName implements TopologyRule {

    /** What becomes of a secret under a wrong name. */
    private enum Effect {
        IGNORED("that name is taken, so the secret is ignored and gives access to nothing"),
        TWICE("it is discovered by the secret with its own name, and its endpoints are registered a second time"),
        REJECTED("workloads there are rejected, because their control plane knows no cluster of the name they give"),
        STRAY("its endpoints are registered under a name that no workload there carries");

        private final String consequence;

        Effect(String consequence) {
            this.consequence = consequence;
        }
    }

    /** A wrong name that control planes use for a cluster, with the same effect: one cause. */
    private record Cause(Cluster cluster, String name, Effect effect, boolean hides) {}

    /** A secret under a wrong name, and the secrets that istiod ignores because of it. */
    private record Misnamed(ControlPlane holder, RemoteSecret secret, List<RemoteSecret> hidden) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cause, List<Misnamed>> causes = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            if (RemoteClusters.areUnknownTo(controlPlane, topology)) {
                outcomes.add(Missing.of(controlPlane.remoteSecrets().at()));
            }
            judge(controlPlane, causes);
        }
        causes.forEach((cause, secrets) -> outcomes.add(violation(cause, secrets)));
        return outcomes.stream();
    }

    private static void judge(ControlPlane controlPlane, Map<Cause, List<Misnamed>> causes) {
        List<RemoteSecret> all = controlPlane.remoteSecrets().orElse(List.of());
        if (all.stream().allMatch(RemoteSecret::isNamedRight)) {
            return;
        }
        Set<RemoteSecret> acting = Set.copyOf(Discovery.actingSecretsOf(controlPlane));
        Map<Cluster, RemoteSecret> counting = Discovery.countingSecretsOf(controlPlane);
        Map<String, List<RemoteSecret>> hideable = all.stream()
                .filter(secret -> secret.isNamedRight() && !acting.contains(secret))
                .collect(Collectors.groupingBy(RemoteSecret::clusterName));
        Set<Cluster> served = Set.copyOf(controlPlane.servedClusters());
        for (RemoteSecret secret : all) {
            Cluster cluster = secret.cluster();
            if (secret.isNamedRight() || RemoteClusters.isOwn(controlPlane, cluster)) {
                continue;
            }
            List<RemoteSecret> hidden =
                    acting.contains(secret) ? hideable.getOrDefault(secret.clusterName(), List.of()) : List.of();
            RemoteSecret best = counting.get(cluster);
            Effect effect = !acting.contains(secret)
                    ? Effect.IGNORED
                    : best != null && best.isNamedRight()
                            ? Effect.TWICE
                            : served.contains(cluster) ? Effect.REJECTED : Effect.STRAY;
            causes.computeIfAbsent(
                            new Cause(cluster, secret.clusterName(), effect, !hidden.isEmpty()),
                            key -> new ArrayList<>())
                    .add(new Misnamed(controlPlane, secret, hidden));
        }
    }

    private static Violation violation(Cause cause, List<Misnamed> secrets) {
        List<Subject> subjects = new ArrayList<>();
        List<ControlPlane> holders = secrets.stream()
                .map(Misnamed::holder)
                .distinct()
                .sorted(Comparator.comparing(ControlPlane::name))
                .toList();
        secrets.stream()
                .sorted(Comparator.comparing(misnamed -> misnamed.holder().name()))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(misnamed -> addTo(subjects, misnamed));
        String hides = cause.hides() ? ", and the secret for cluster " + cause.name() + " is ignored" : "";
        return Violation.of(subjects)
                .with("cluster", cause.cluster().name())
                .with("clusterName", cause.name())
                .with("controlPlanes", Phrase.of("control plane", holders))
                .with("consequence", cause.effect().consequence + hides)
                .repairedBy(secrets.stream()
                        .map(misnamed -> PatchOperation.add(
                                misnamed.secret().at().field("clusterName"),
                                cause.cluster().name()))
                        .toList());
    }

    private static void addTo(List<Subject> subjects, Misnamed misnamed) {
        subjects.add(new Subject(
                misnamed.secret().at().field("clusterName"), misnamed.holder().id()));
        misnamed.hidden()
                .forEach(hidden ->
                        subjects.add(new Subject(hidden.at(), misnamed.holder().id())));
    }
}
