package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
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
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL012",
        name = "remote-secret-at-boot",
        severity = WARNING,
        summary =
                "A control plane with remote secrets waits at start for a limited time, and one with ten or more has two"
                        + " replicas or more",
        message = "Control plane {controlPlane} {state}; {consequence}",
        remedy = "Leave PILOT_REMOTE_CLUSTER_TIMEOUT at its default of 30 seconds, watch the metric"
                + " remote_cluster_sync_timeouts, and run at least two replicas where many clusters are read.",
        source = "Istio, istiod: PILOT_REMOTE_CLUSTER_TIMEOUT",
        reads = {
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteClusterTimeoutSeconds",
            "controlPlanes.remoteSecrets",
            "controlPlanes.remoteSecrets.clusterName",
            "controlPlanes.replicas"
        },
        since = "0.1")
final class RemoteSecretAtBoot implements TopologyRule {

    /** From so many clusters on, reading all of them takes long enough to matter. */
    private static final int MANY = 10;

    private static final int FEWEST_REPLICAS = 2;

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.controlPlanes().stream()
                .flatMap(controlPlane -> Stream.concat(
                        judgeWait(controlPlane),
                        judgeReplicas(controlPlane, topology.clusters().size())));
    }

    private static Stream<Outcome> judgeWait(ControlPlane controlPlane) {
        if (controlPlane.remoteClusterTimeoutSeconds() > 0) {
            return Stream.empty();
        }
        Pointer place = controlPlane.at().field("remoteClusterTimeoutSeconds");
        return outcome(
                        readsAtLeast(1, controlPlane),
                        controlPlane,
                        "remoteClusterTimeoutSeconds",
                        "waits without limit at start for " + clustersOf(controlPlane),
                        "as long as one API server does not answer, a restarted istiod does not get ready and serves no proxy")
                .map(outcome -> outcome instanceof Violation violation
                        ? violation.repairedBy(PatchOperation.remove(place))
                        : outcome);
    }

    /** How many replicas a vendor runs is the vendor's business. */
    private static Stream<Outcome> judgeReplicas(ControlPlane controlPlane, int clusters) {
        Fact<Integer> replicas = controlPlane.replicas();
        boolean mayReadMany = controlPlane.remoteSecrets().isKnown() || clusters >= MANY;
        if (controlPlane.cluster().isEmpty() || replicas.orElse(0) >= FEWEST_REPLICAS || !mayReadMany) {
            return Stream.empty();
        }
        Judgement tooFew = replicas.isKnown() ? Judgement.of(true) : Judgement.unknown(replicas.at());
        return outcome(
                readsAtLeast(MANY, controlPlane).and(tooFew),
                controlPlane,
                "replicas",
                "has " + (replicas.orElse(0) == 0 ? "no replica" : "1 replica") + " and reads "
                        + clustersOf(controlPlane),
                "when it restarts, nothing serves its proxies until it has read them all or given up waiting");
    }

    private static Stream<Outcome> outcome(
            Judgement broken, ControlPlane controlPlane, String field, String state, String consequence) {
        if (broken.isUnknown()) {
            return Stream.of(Missing.of(broken));
        }
        Subject place = controlPlane.subject(field);
        return broken.isNo()
                ? Stream.empty()
                : Stream.of(Violation.of(place)
                        .with("controlPlane", controlPlane.name())
                        .with("state", state)
                        .with("consequence", consequence));
    }

    /**
     * Whether it reads at least so many clusters with remote secrets. Where it is not known which cluster is its own, one of the
     * secrets may be for that, and is then ignored.
     */
    private static Judgement readsAtLeast(int number, ControlPlane controlPlane) {
        Fact<List<RemoteSecret>> secrets = controlPlane.remoteSecrets();
        Fact<Cluster> own = controlPlane.ownCluster();
        if (!secrets.isKnown()) {
            return Judgement.unknown(secrets.at());
        }
        int read = Discovery.actingSecretsOf(controlPlane).size();
        return read == number && !own.isKnown() ? Judgement.unknown(own.at()) : Judgement.of(read >= number);
    }

    private static String clustersOf(ControlPlane controlPlane) {
        return Phrase.of(
                "cluster",
                Discovery.actingSecretsOf(controlPlane).stream()
                        .map(RemoteSecret::cluster)
                        .distinct()
                        .toList());
    }
}
