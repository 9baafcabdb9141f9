package dev.sailplan.rule.discovery;

import static dev.sailplan.finding.Severity.ERROR;
import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.finding.PatchOperation;
import dev.sailplan.finding.Severity;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.RemoteSecret;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "DSC001",
        name = "missing-remote-secret",
        severity = ERROR,
        sometimes = WARNING,
        summary = "Every control plane holds a remote secret for every other cluster of its mesh",
        message = "No remote secret for {clusters} is held by {controlPlanes} of mesh {mesh}; {consequence}",
        remedy =
                "Create a remote secret for each of these clusters and apply it in the Istio namespace of the control plane."
                        + " If they are meant to be separate, declare the traffic between them as blocked.",
        source = "Istio, Deployment Models: Endpoint discovery with multiple control planes",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.remoteSecrets",
            "traffic",
            "traffic.expect"
        },
        since = "0.1")
final class MissingRemoteSecret implements TopologyRule {

    /** As long as there are only so many others they are named, and control planes that lack all of them are not one cause. */
    private static final int FEW = 3;

    /** Control planes that lack the same secrets for the same reason: one cause. */
    private record Cause(String mesh, Severity severity, boolean all, Set<Cluster> missing) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Separation separation = Separation.of(topology);
        Map<Cause, List<ControlPlane>> causes = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            Fact<Cluster> own = controlPlane.ownCluster();
            Set<Cluster> missing = missingOf(controlPlane, separation);
            List<Pointer> needs = new ArrayList<>();
            addIfUnknown(controlPlane.remoteSecrets(), needs);
            addIfUnknown(own, needs);
            if (missing.isEmpty() || needs.isEmpty()) {
                judge(controlPlane, missing, causes);
            } else {
                outcomes.add(new Missing(needs));
            }
        }
        causes.forEach((cause, controlPlanes) -> outcomes.add(violation(cause, controlPlanes)));
        return outcomes.stream();
    }

    private static void addIfUnknown(Fact<?> fact, List<Pointer> needs) {
        if (!fact.isKnown()) {
            needs.add(fact.at());
        }
    }

    /** The clusters it would have to discover and holds no secret for, not even one that is of no use. */
    private static Set<Cluster> missingOf(ControlPlane controlPlane, Separation separation) {
        Set<Cluster> missing = RemoteClusters.of(controlPlane);
        controlPlane.remoteSecrets().orElse(List.of()).stream()
                .map(RemoteSecret::cluster)
                .forEach(missing::remove);
        missing.removeIf(cluster -> separation.excuses(controlPlane, cluster));
        return missing;
    }

    private static void judge(ControlPlane controlPlane, Set<Cluster> missing, Map<Cause, List<ControlPlane>> causes) {
        boolean all = missing.size() > FEW
                && missing.size() == RemoteClusters.of(controlPlane).size();
        Set<Cluster> served = new HashSet<>(controlPlane.servedClusters());
        Set<Cluster> errors = new LinkedHashSet<>();
        Set<Cluster> warnings = new LinkedHashSet<>();
        for (Cluster cluster : missing) {
            if (served.contains(cluster)) {
                errors.add(cluster);
            } else {
                warnings.add(cluster);
            }
        }
        String mesh = controlPlane.mesh().name();
        add(new Cause(mesh, ERROR, false, errors), controlPlane, causes);
        boolean everyOther = all && warnings.size() == missing.size();
        add(new Cause(mesh, WARNING, everyOther, everyOther ? Set.of() : warnings), controlPlane, causes);
    }

    private static void add(Cause cause, ControlPlane controlPlane, Map<Cause, List<ControlPlane>> causes) {
        if (cause.all() || !cause.missing().isEmpty()) {
            causes.computeIfAbsent(cause, key -> new ArrayList<>()).add(controlPlane);
        }
    }

    private static Violation violation(Cause cause, List<ControlPlane> controlPlanes) {
        List<Subject> subjects = new ArrayList<>();
        controlPlanes.stream()
                .sorted(Comparator.comparing(ControlPlane::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(it -> subjects.add(it.subject("remoteSecrets")));
        cause.missing().stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(it -> subjects.add(it.subject()));
        String some = Phrase.of("cluster", cause.missing());
        return Violation.of(subjects)
                .as(cause.severity())
                .with("clusters", cause.all() ? "any other cluster" : some)
                .with("controlPlanes", Phrase.of("control plane", controlPlanes))
                .with("mesh", cause.mesh())
                .with("consequence", consequence(cause.severity()))
                .repairedBy(secretsFor(cause, controlPlanes));
    }

    private static List<PatchOperation> secretsFor(Cause cause, List<ControlPlane> controlPlanes) {
        return controlPlanes.stream()
                .map(controlPlane -> controlPlane.at().field("remoteSecrets").field("-"))
                .flatMap(place -> cause.missing().stream()
                        .map(Cluster::name)
                        .sorted()
                        .map(name -> PatchOperation.add(place, Map.of("cluster", name))))
                .toList();
    }

    private static String consequence(Severity severity) {
        return severity == ERROR
                ? "workloads there are rejected, because their control plane cannot verify who they are"
                : "clients are given no endpoint there, and Istio reports nothing";
    }
}
