package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Subject;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL004",
        name = "primary-is-remote",
        severity = ERROR,
        summary = "A cluster whose control plane serves others is itself served first by one of its own",
        message =
                "Cluster {cluster} serves {served} through {controlPlanes}, but is itself configured first by {first}: its"
                        + " own workloads and gateways follow the configuration of another cluster",
        remedy = "Put a control plane that runs in the cluster first in its controlPlanes; others may follow.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {"clusters.controlPlanes", "clusters.mesh", "controlPlanes.cluster", "controlPlanes.mesh"},
        since = "0.1")
final class PrimaryIsRemote implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cluster, List<ControlPlane>> servingOthers = new LinkedHashMap<>();
        for (ControlPlane controlPlane : topology.controlPlanes()) {
            placeInMesh(controlPlane)
                    .filter(place -> controlPlane.servedClusters().stream().anyMatch(served -> !served.equals(place)))
                    .ifPresent(place -> servingOthers
                            .computeIfAbsent(place, key -> new ArrayList<>())
                            .add(controlPlane));
        }
        return servingOthers.entrySet().stream()
                .flatMap(entry -> entry.getKey().firstControlPlane().stream()
                        .filter(first -> !first.cluster().equals(Optional.of(entry.getKey())))
                        .map(first -> violation(entry.getKey(), entry.getValue(), first)));
    }

    /** The cluster of its own mesh in which it runs; the host of an external control plane is none. */
    private static Optional<Cluster> placeInMesh(ControlPlane controlPlane) {
        return controlPlane.isExternal() ? Optional.empty() : controlPlane.cluster();
    }

    private static Outcome violation(Cluster cluster, List<ControlPlane> servingOthers, ControlPlane first) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(cluster.subject("controlPlanes"));
        servingOthers.stream()
                .sorted(Comparator.comparing(ControlPlane::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(controlPlane -> subjects.add(controlPlane.subject()));
        Set<Cluster> served = new LinkedHashSet<>();
        servingOthers.forEach(controlPlane -> served.addAll(controlPlane.servedClusters()));
        served.remove(cluster);
        return Violation.of(subjects)
                .with("cluster", cluster.name())
                .with("served", Phrase.of("cluster", served))
                .with("controlPlanes", Phrase.of("control plane", servingOthers))
                .with("first", first.name());
    }
}
