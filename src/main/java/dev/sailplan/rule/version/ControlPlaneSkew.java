package dev.sailplan.rule.version;

import static dev.sailplan.finding.Severity.WARNING;

import dev.sailplan.document.MinorVersion;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "VER002",
        name = "control-plane-skew",
        severity = WARNING,
        summary = "The control planes of a mesh are within one minor version",
        message =
                "Control planes of mesh {mesh} are more than one minor version apart: {older} on {oldest}, the newest on {newest};"
                        + " one configuration then means different things to them",
        remedy = "Upgrade the older control planes, one minor version at a time, before the newest go on.",
        source =
                "Sailplan; Istio states no limit for control planes beside each other, only for proxies and their control plane",
        reads = {"controlPlanes", "controlPlanes.version", "istioVersion"},
        since = "0.1")
final class ControlPlaneSkew implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream()
                .filter(mesh -> !mesh.controlPlanes().isEmpty())
                .flatMap(ControlPlaneSkew::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        List<MinorVersion> versions =
                mesh.controlPlanes().stream().map(ControlPlane::version).toList();
        MinorVersion newest = Collections.max(versions);
        List<ControlPlane> older = mesh.controlPlanes().stream()
                .filter(controlPlane -> Distance.isMoreThanOne(controlPlane.version(), newest))
                .sorted(Comparator.comparing(ControlPlane::name))
                .toList();
        return older.isEmpty() ? Stream.empty() : Stream.of(violation(mesh, older, Collections.min(versions), newest));
    }

    private static Violation violation(Mesh mesh, List<ControlPlane> older, MinorVersion oldest, MinorVersion newest) {
        List<Subject> subjects = older.stream()
                .limit(Violation.MOST_SUBJECTS)
                .map(controlPlane -> controlPlane.subject("version"))
                .toList();
        boolean alike = older.stream().map(ControlPlane::version).distinct().count() == 1;
        return Violation.of(subjects)
                .with("mesh", mesh.name())
                .with("older", Phrase.of(older))
                .with("oldest", oldest + (alike ? "" : " or newer"))
                .with("newest", newest);
    }
}
