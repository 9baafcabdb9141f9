package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
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
        code = "CPL013",
        name = "revision-mismatch",
        severity = ERROR,
        summary = "A remote cluster and the first of its control planes agree on the revision",
        message =
                "The injector of remote {clusters} names revision {revision}, but control plane {controlPlane}, the first that"
                        + " serves it, is of revision {expected}; {consequence}",
        remedy =
                "Install the remote for the revision of its first control plane (revision, and the istio.io/rev label of its"
                        + " namespaces), or put the control plane of that revision first in its controlPlanes.",
        source = "Istio, Canary Upgrades: Control plane",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.revision",
            "controlPlanes.cluster",
            "controlPlanes.revision"
        },
        since = "0.1")
final class RevisionMismatch implements TopologyRule {

    /** What several remotes have in common that name the same wrong revision. */
    private record Cause(ControlPlane first, String revision, Set<ControlPlane> others) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cause, List<Cluster>> causes = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Cluster cluster : topology.clusters()) {
            if (!cluster.role().isRemote()) {
                continue;
            }
            ControlPlane first = cluster.controlPlanes().get(0);
            if (!cluster.revision().isKnown()) {
                outcomes.add(Missing.of(cluster.revision().at()));
            } else if (!first.revision().equals(cluster.revision().get())) {
                causes.computeIfAbsent(causeOf(cluster, first), cause -> new ArrayList<>())
                        .add(cluster);
            }
        }
        causes.forEach((cause, clusters) -> outcomes.add(violation(cause, clusters)));
        return outcomes.stream();
    }

    private static Cause causeOf(Cluster cluster, ControlPlane first) {
        String revision = cluster.revision().get();
        Set<ControlPlane> others = cluster.controlPlanes().stream()
                .filter(other -> other.revision().equals(revision))
                .collect(Collectors.toSet());
        return new Cause(first, revision, others);
    }

    private static Violation violation(Cause cause, List<Cluster> clusters) {
        List<Subject> subjects = new ArrayList<>();
        clusters.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject("revision")));
        subjects.add(cause.first().subject("revision"));
        return Violation.of(subjects)
                .with("clusters", Phrase.of("cluster", clusters))
                .with("revision", cause.revision())
                .with("controlPlane", cause.first().name())
                .with("expected", cause.first().revision())
                .with("consequence", consequence(cause))
                .repairedBy(cause.others().isEmpty() ? revisions(cause, clusters) : List.of());
    }

    /** Where another of its control planes has the revision, it may as well be their order that is wrong. */
    private static List<PatchOperation> revisions(Cause cause, List<Cluster> clusters) {
        return clusters.stream()
                .map(cluster -> PatchOperation.replace(
                        cluster.revision().at(), cause.first().revision()))
                .toList();
    }

    private static String consequence(Cause cause) {
        return cause.others().isEmpty()
                ? "new pods there call a webhook that none of its control planes answers, and are refused"
                : "new pods there are injected and configured by " + Phrase.of("control plane", cause.others())
                        + " instead";
    }
}
