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
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL007",
        name = "control-plane-annotation",
        severity = ERROR,
        summary =
                "The controlPlaneClusters annotation of a remote cluster names the cluster of every control plane that serves"
                        + " it",
        message = "The controlPlaneClusters annotation of {clusters} lacks {wanted}: {controlPlanes} maintain"
                + " neither root certificates nor the injection webhook there",
        remedy =
                "Annotate the Istio namespace of the remote with topology.istio.io/controlPlaneClusters: the names of the"
                        + " clusters its control planes run in, and for an external control plane the name of its config cluster.",
        source = "Istio, Install Primary-Remote: Set the control plane cluster",
        reads = {
            "clusters.controlPlaneClusters",
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes.cluster",
            "controlPlanes.configCluster"
        },
        since = "0.1")
final class ControlPlaneAnnotation implements TopologyRule {

    private static final String ALL = "*";

    /** What several remotes have in common that leave out the same control planes. */
    private record Cause(Set<ControlPlane> leftOut, Set<String> named) {}

    @Override
    public Stream<Outcome> check(Topology topology) {
        Map<Cause, List<Cluster>> causes = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Cluster cluster : topology.clusters()) {
            if (!cluster.role().isRemote()) {
                continue;
            }
            Set<ControlPlane> leftOut = new LinkedHashSet<>();
            for (ControlPlane controlPlane : cluster.controlPlanes()) {
                Judgement named = isNamed(controlPlane, cluster);
                if (named.isUnknown()) {
                    outcomes.add(Missing.of(named));
                } else if (named.isNo()) {
                    leftOut.add(controlPlane);
                }
            }
            if (!leftOut.isEmpty()) {
                Set<String> named = Set.copyOf(cluster.controlPlaneClusters().get());
                causes.computeIfAbsent(new Cause(leftOut, named), cause -> new ArrayList<>())
                        .add(cluster);
            }
        }
        causes.forEach((cause, clusters) -> outcomes.add(violation(cause, clusters)));
        return outcomes.stream();
    }

    /** Whether a remote names a control plane, which looks after its own config cluster without being named. */
    private static Judgement isNamed(ControlPlane controlPlane, Cluster remote) {
        Fact<Cluster> own = controlPlane.ownCluster();
        Fact<Cluster> config = controlPlane.configCluster();
        if (isIt(config, remote)) {
            return Judgement.of(true);
        }
        Fact<List<String>> annotation = remote.controlPlaneClusters();
        Judgement named = annotation.isKnown()
                ? Judgement.of(annotation.get().contains(ALL)
                        || isAmong(own, annotation.get())
                        || isAmong(config, annotation.get()))
                : Judgement.unknown(annotation.at());
        return named.isYes() || own.isKnown()
                ? named
                : Judgement.unknown(own.at()).or(() -> named);
    }

    private static boolean isIt(Fact<Cluster> fact, Cluster cluster) {
        return fact.asOptional().filter(cluster::equals).isPresent();
    }

    private static boolean isAmong(Fact<Cluster> fact, List<String> names) {
        return fact.asOptional().map(Cluster::name).filter(names::contains).isPresent();
    }

    private static Violation violation(Cause cause, List<Cluster> clusters) {
        List<Subject> subjects = new ArrayList<>();
        clusters.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(cluster -> subjects.add(cluster.subject("controlPlaneClusters")));
        List<Cluster> wanted = cause.leftOut().stream()
                .map(controlPlane -> controlPlane.ownCluster().get())
                .toList();
        return Violation.of(subjects)
                .with("clusters", Phrase.of("cluster", clusters))
                .with("named", cause.named().isEmpty() ? "no cluster" : Phrase.names(cause.named()))
                .with("wanted", Phrase.of(wanted))
                .with("controlPlanes", Phrase.of("control plane", cause.leftOut()))
                .repairedBy(clusters.stream()
                        .flatMap(cluster -> wanted.stream()
                                .distinct()
                                .map(it -> PatchOperation.add(
                                        cluster.controlPlaneClusters().at().field("-"), it.name())))
                        .toList());
    }
}
