package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL001",
        name = "remote-without-reachable-primary",
        severity = ERROR,
        summary = "A remote cluster is served by a control plane it can reach",
        message =
                "Remote {clusters} cannot reach {controlPlanes}: {reason}; new pods there get neither configuration nor"
                        + " certificates",
        remedy = "Expose port 15012 of the control plane through an east-west gateway of its network (exposes:"
                + " [services, controlPlane]), or give it an address that is reachable from the remote.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.network",
            "controlPlanes.address",
            "controlPlanes.address.kind",
            "controlPlanes.cluster",
            "links",
            "links.ports",
            "links.routable",
            "networks.gateways",
            "networks.gateways.addresses",
            "networks.gateways.exposes"
        },
        since = "0.1")
final class RemoteWithoutReachablePrimary implements TopologyRule {

    /** What several remotes have in common that are cut off for one reason. */
    private record Cause(List<ControlPlane> controlPlanes, String reason) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        ControlPlaneReach reach = new ControlPlaneReach(topology.links());
        Map<Cause, List<Cluster>> cutOff = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Cluster cluster : topology.clusters()) {
            if (!cluster.role().isRemote()) {
                continue;
            }
            Judgement served = cluster.controlPlanes().stream()
                    .reduce(
                            Judgement.of(false),
                            (found, next) -> found.or(() -> reach.judge(cluster, next)),
                            (one, other) -> one.or(() -> other));
            if (served.isUnknown()) {
                outcomes.add(Missing.of(served));
            } else if (served.isNo()) {
                cutOff.computeIfAbsent(causeOf(cluster, reach), cause -> new ArrayList<>())
                        .add(cluster);
            }
        }
        cutOff.forEach((cause, clusters) -> outcomes.add(violation(cause, clusters)));
        return outcomes.stream();
    }

    private static Cause causeOf(Cluster cluster, ControlPlaneReach reach) {
        return new Cause(
                cluster.controlPlanes(),
                reach.reason(cluster, cluster.controlPlanes().get(0)));
    }

    private static Violation violation(Cause cause, List<Cluster> clusters) {
        List<Subject> subjects = new ArrayList<>();
        clusters.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .forEach(cluster -> subjects.add(cluster.subject()));
        cause.controlPlanes().forEach(controlPlane -> subjects.add(controlPlane.subject()));
        return Violation.of(subjects)
                .with("clusters", Phrase.of("cluster", clusters))
                .with("controlPlanes", Phrase.of("control plane", cause.controlPlanes()))
                .with("reason", cause.reason());
    }
}
