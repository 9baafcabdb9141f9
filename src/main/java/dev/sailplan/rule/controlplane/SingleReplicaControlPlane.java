package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Subject;
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
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL008",
        name = "single-replica-control-plane",
        severity = WARNING,
        summary =
                "A control plane that serves more than one cluster, or is required to survive, has two replicas or more in"
                        + " two zones or more",
        message =
                "Control plane {controlPlane} has {lacking}, but {reason}; while its node or zone is down, new pods get no"
                        + " certificate, and running proxies keep their last configuration",
        remedy =
                "Run at least two replicas (autoscaleMin: 2) and spread them over at least two zones with topology spread"
                        + " constraints or anti-affinity.",
        source = "Istio, Deployment Models: Control plane models; the istiod chart, whose autoscaleMin is 1",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.mesh",
            "controlPlanes.replicas",
            "controlPlanes.zones",
            "requirements.survive"
        },
        since = "0.1")
final class SingleReplicaControlPlane implements TopologyRule {

    private static final int FEWEST = 2;

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.controlPlanes().stream()
                .flatMap(controlPlane ->
                        reason(controlPlane, topology).flatMap(reason -> judge(controlPlane, reason)).stream());
    }

    /** Why the loss of one pod or zone matters here; empty if it is a cluster's own affair, a vendor's, or nobody's. */
    private static Optional<String> reason(ControlPlane controlPlane, Topology topology) {
        List<Cluster> served = controlPlane.servedClusters();
        if (served.isEmpty() || controlPlane.cluster().isEmpty()) {
            return Optional.empty();
        }
        if (served.size() > 1) {
            return Optional.of("it serves " + Phrase.of("cluster", served));
        }
        return Stream.of(FailureKind.CONTROL_PLANE, FailureKind.ZONE)
                .filter(topology::hasToSurvive)
                .findFirst()
                .map(failure -> "requirements ask to survive the failure of a "
                        + (failure == FailureKind.ZONE ? "zone" : "control plane"));
    }

    private static Optional<Outcome> judge(ControlPlane controlPlane, String reason) {
        Judgement replicas = hasEnough(controlPlane.replicas(), number -> number);
        Judgement zones = hasEnough(controlPlane.zones(), SingleReplicaControlPlane::count);
        Judgement spread = replicas.and(zones);
        if (spread.isYes()) {
            return Optional.empty();
        }
        if (spread.isUnknown()) {
            return Optional.of(Missing.of(spread));
        }
        List<Subject> subjects = new ArrayList<>();
        if (replicas.isNo()) {
            subjects.add(controlPlane.subject("replicas"));
        }
        if (zones.isNo()) {
            subjects.add(controlPlane.subject("zones"));
        }
        return Optional.of(Violation.of(subjects)
                .with("controlPlane", controlPlane.name())
                .with("lacking", lacking(controlPlane, zones.isNo()))
                .with("reason", reason));
    }

    private static <T> Judgement hasEnough(Fact<T> fact, ToIntFunction<T> number) {
        return fact.asOptional()
                .map(known -> Judgement.of(number.applyAsInt(known) >= FEWEST))
                .orElseGet(() -> Judgement.unknown(fact.at()));
    }

    private static int count(List<String> zones) {
        return Set.copyOf(zones).size();
    }

    private static String lacking(ControlPlane controlPlane, boolean inTooFewZones) {
        String replicas = controlPlane
                .replicas()
                .asOptional()
                .map(number -> number == 0 ? "no replica" : number == 1 ? "1 replica" : number + " replicas")
                .orElse("replicas");
        if (!inTooFewZones) {
            return replicas;
        }
        return replicas + (controlPlane.zones().get().isEmpty() ? " in no zone" : " in 1 zone");
    }
}
