package dev.sailplan.rule.controlplane;

import static dev.sailplan.finding.Severity.INFO;

import dev.sailplan.document.FailureKind;
import dev.sailplan.document.Pointer;
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
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL010",
        name = "single-source-of-control",
        severity = INFO,
        summary =
                "Where failures have to be survived, each cluster has two sources of control that do not fail together",
        message =
                "If {failures} fails, which requirements ask to survive, no control plane is left to {clusters} of mesh"
                        + " {mesh}; new pods there get no certificate, and running proxies keep their last configuration",
        remedy =
                "List a second control plane, in another cluster (to survive a region: in another region), in the cluster's"
                        + " controlPlanes. As a proxy has one discovery address, put a host name or load balancer in front of both.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.controlPlanes",
            "clusters.mesh",
            "clusters.region",
            "controlPlanes",
            "controlPlanes.cluster",
            "requirements.survive"
        },
        since = "0.1")
final class SingleSourceOfControl implements TopologyRule {

    /** The failures that can take away all control planes of a cluster, as messages name them. */
    private static final Map<FailureKind, String> FAILURES = Map.of(
            FailureKind.CONTROL_PLANE, "a control plane",
            FailureKind.CLUSTER, "a cluster",
            FailureKind.REGION, "a region");

    @Override
    public Stream<Outcome> check(Topology topology) {
        List<FailureKind> failures = Stream.of(FailureKind.values())
                .filter(FAILURES::containsKey)
                .filter(topology::hasToSurvive)
                .toList();
        return failures.isEmpty() ? Stream.empty() : topology.meshes().stream().flatMap(mesh -> judge(mesh, failures));
    }

    /** In most meshes all clusters are alike in this, so a mesh is one finding. */
    private static Stream<Outcome> judge(Mesh mesh, List<FailureKind> failures) {
        List<Outcome> outcomes = new ArrayList<>();
        Set<Cluster> lost = new LinkedHashSet<>();
        Set<String> causes = new TreeSet<>();
        for (Cluster cluster : mesh.clusters()) {
            List<Outcome> unknown = new ArrayList<>();
            for (FailureKind failure : failures) {
                Judgement loses = losesControl(cluster, failure);
                if (loses.isYes()) {
                    lost.add(cluster);
                    causes.add(FAILURES.getOrDefault(failure, ""));
                } else if (loses.isUnknown()) {
                    unknown.add(Missing.of(loses));
                }
            }
            if (!lost.contains(cluster)) {
                outcomes.addAll(unknown);
            }
        }
        if (!lost.isEmpty()) {
            outcomes.add(violation(mesh, lost, causes));
        }
        return outcomes.stream();
    }

    /** Whether one failure can take all control planes of a cluster, and leave the cluster itself. */
    private static Judgement losesControl(Cluster cluster, FailureKind failure) {
        Set<Cluster> places = new LinkedHashSet<>();
        for (ControlPlane source : cluster.controlPlanes()) {
            Optional<Cluster> place = source.cluster();
            if (place.isEmpty()) {
                return Judgement.of(false);
            }
            places.add(place.get());
        }
        boolean inItself = places.contains(cluster);
        return switch (failure) {
            case CONTROL_PLANE -> Judgement.of(places.size() == 1);
            case CLUSTER -> Judgement.of(places.size() == 1 && !inItself);
            case REGION -> places.isEmpty() || inItself ? Judgement.of(false) : areInOneOtherRegion(places, cluster);
            default -> throw new IllegalArgumentException("Not a failure of control planes: " + failure);
        };
    }

    private static Judgement areInOneOtherRegion(Set<Cluster> places, Cluster cluster) {
        Set<String> known = new HashSet<>();
        List<Pointer> unknown = new ArrayList<>();
        for (Cluster place : places) {
            place.region()
                    .asOptional()
                    .ifPresentOrElse(
                            known::add, () -> unknown.add(place.region().at()));
        }
        Fact<String> own = cluster.region();
        if (known.size() > 1 || own.asOptional().filter(known::contains).isPresent()) {
            return Judgement.of(false);
        }
        if (!own.isKnown()) {
            unknown.add(own.at());
        }
        return unknown.isEmpty() ? Judgement.of(true) : Judgement.unknown(unknown.toArray(Pointer[]::new));
    }

    private static Violation violation(Mesh mesh, Set<Cluster> lost, Set<String> causes) {
        return Violation.of(lost.stream()
                        .sorted(Comparator.comparing(Cluster::name))
                        .limit(Violation.MOST_SUBJECTS)
                        .map(cluster -> cluster.subject("controlPlanes"))
                        .toList())
                .with("failures", String.join(" or ", causes))
                .with("clusters", Phrase.of("cluster", lost))
                .with("mesh", mesh.name());
    }
}
