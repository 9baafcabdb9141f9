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
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "CPL005",
        name = "external-control-plane-inside-mesh",
        severity = ERROR,
        summary = "An external control plane runs outside the mesh it controls, and that mesh has no primary",
        message =
                "Control plane {controlPlane} keeps its configuration in another cluster, as an external one does, but"
                        + " {conflict}",
        remedy =
                "Run it in a cluster outside the mesh and make every cluster of the mesh a remote, or drop configCluster and"
                        + " let it be an ordinary primary.",
        source = "Istio, Deployment Models: Control plane models",
        reads = {
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.configCluster",
            "controlPlanes.mesh"
        },
        since = "0.1")
final class ExternalControlPlaneInsideMesh implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.controlPlanes().stream()
                .filter(controlPlane -> controlPlane.isExternal() || controlPlane.claimsToBeExternal())
                .flatMap(ExternalControlPlaneInsideMesh::judge);
    }

    private static Stream<Outcome> judge(ControlPlane controlPlane) {
        List<Cluster> primaries = controlPlane.mesh().primaries();
        if (controlPlane.claimsToBeExternal()) {
            return violations(controlPlane, primaries);
        }
        return !controlPlane.configCluster().isKnown() && !primaries.isEmpty()
                ? Stream.of(Missing.of(controlPlane.configCluster().at()))
                : Stream.empty();
    }

    private static Stream<Outcome> violations(ControlPlane controlPlane, List<Cluster> primaries) {
        if (!controlPlane.isExternal()) {
            String place = controlPlane.cluster().map(Cluster::name).orElse("");
            return Stream.of(violation(
                    controlPlane,
                    List.of(),
                    "runs in cluster " + place + " of mesh "
                            + controlPlane.mesh().name() + " itself"));
        }
        return primaries.isEmpty()
                ? Stream.empty()
                : Stream.of(violation(
                        controlPlane,
                        primaries,
                        "mesh " + controlPlane.mesh().name() + " has " + Phrase.of("primary cluster", primaries)
                                + " besides it"));
    }

    private static Outcome violation(ControlPlane controlPlane, List<Cluster> others, String conflict) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(controlPlane.subject("configCluster"));
        controlPlane.cluster().filter(place -> others.isEmpty()).ifPresent(place -> subjects.add(place.subject()));
        others.stream()
                .sorted(Comparator.comparing(Cluster::name))
                .limit(Violation.MOST_SUBJECTS)
                .forEach(it -> subjects.add(it.subject()));
        return Violation.of(subjects).with("controlPlane", controlPlane.name()).with("conflict", conflict);
    }
}
