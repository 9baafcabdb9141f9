package dev.sailplan.rule.structure;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.ClusterDocument;
import dev.sailplan.document.ControlPlaneDocument;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ServiceDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.document.TrafficDocument;
import dev.sailplan.document.TrafficEndDocument;
import dev.sailplan.rule.DocumentRule;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@RuleInfo(
        code = "STR006",
        name = "missing-field",
        severity = ERROR,
        summary = "Required fields are there",
        message = "Field {path} of {where} is missing{hint}",
        remedy = "Add the field.",
        source = "Topology document, version 1",
        since = "0.1")
final class MissingField implements DocumentRule {

    private static final String NO_ONLY_MESH = "; it defaults to the only mesh, and there are ";

    @Override
    public Stream<Violation> check(ReadDocument document) {
        List<Violation> found = new ArrayList<>();
        TopologyDocument content = document.content();
        Set<String> unreadable = document.faults(Fault.Kind.WRONG_TYPE)
                .map(fault -> fault.pointer().text())
                .collect(Collectors.toSet());
        if (!unreadable.contains("/meshes")) {
            checkMeshes(content, unreadable, found);
        }
        Stream<Violation> faults = Faults.of(document, Fault.Kind.MISSING_FIELD).map(fault -> fault.with("hint", ""));
        return Stream.of(faults, found.stream(), emptyEnds(document)).flatMap(each -> each);
    }

    /**
     * A mesh need not be named where there is exactly one, or where the cluster of a control plane names it. What could not be
     * read, or names a cluster nobody declares, has a finding of its own.
     */
    private static void checkMeshes(TopologyDocument content, Set<String> unreadable, List<Violation> found) {
        int meshes = sizeOf(content.meshes());
        if (meshes == 1) {
            return;
        }
        Set<String> clustersInNoMesh = clustersInNoMesh(content, unreadable);
        List<ControlPlaneDocument> controlPlanes = Objects.requireNonNullElse(content.controlPlanes(), List.of());
        for (int i = 0; i < controlPlanes.size(); i++) {
            ControlPlaneDocument controlPlane = controlPlanes.get(i);
            Pointer at = Pointer.ROOT.field("controlPlanes").index(i);
            boolean underivable = controlPlane.cluster() == null
                    ? !unreadable.contains(at.field("cluster").text())
                    : clustersInNoMesh.contains(controlPlane.cluster());
            if (controlPlane.name() != null && controlPlane.mesh() == null && underivable) {
                addMissingMesh(content, at.field("mesh"), unreadable, found);
            }
        }
        List<ServiceDocument> services = Objects.requireNonNullElse(content.services(), List.of());
        for (int i = 0; i < services.size() && meshes > 1; i++) {
            if (services.get(i).name() != null && services.get(i).mesh() == null) {
                addMissingMesh(content, Pointer.ROOT.field("services").index(i).field("mesh"), unreadable, found);
            }
        }
    }

    private static void addMissingMesh(
            TopologyDocument content, Pointer mesh, Set<String> unreadable, List<Violation> found) {
        if (!unreadable.contains(mesh.text())) {
            int meshes = sizeOf(content.meshes());
            found.add(Faults.at(content, mesh)
                    .with("field", "mesh")
                    .with("hint", NO_ONLY_MESH + (meshes == 0 ? "none" : meshes)));
        }
    }

    private static Set<String> clustersInNoMesh(TopologyDocument content, Set<String> unreadable) {
        Set<String> names = new HashSet<>();
        List<ClusterDocument> clusters = Objects.requireNonNullElse(content.clusters(), List.of());
        for (int i = 0; i < clusters.size(); i++) {
            String name = clusters.get(i).name();
            Pointer mesh = Pointer.ROOT.field("clusters").index(i).field("mesh");
            if (name != null && clusters.get(i).mesh() == null && !unreadable.contains(mesh.text())) {
                names.add(name);
            }
        }
        return names;
    }

    /** An end of traffic that says nothing; one whose only field could not be read has its own fault. */
    private static Stream<Violation> emptyEnds(ReadDocument document) {
        Set<String> faulty = document.faults().stream()
                .map(fault -> fault.pointer().text())
                .map(text -> text.substring(0, Math.max(0, text.lastIndexOf('/'))))
                .collect(Collectors.toSet());
        TopologyDocument content = document.content();
        List<TrafficDocument> traffic = Objects.requireNonNullElse(content.traffic(), List.of());
        return IntStream.range(0, traffic.size()).boxed().flatMap(i -> {
            Pointer at = Pointer.ROOT.field("traffic").index(i);
            return Stream.of(at.field("from"), at.field("to"))
                    .filter(end -> isEmpty(
                            end.equals(at.field("from"))
                                    ? traffic.get(i).from()
                                    : traffic.get(i).to()))
                    .filter(end -> !faulty.contains(end.text()))
                    .map(end -> Faults.at(content, end.field("service"))
                            .with("field", "service")
                            .with("hint", "; give a service, a cluster or a namespace"));
        });
    }

    private static boolean isEmpty(@Nullable TrafficEndDocument end) {
        return end != null && end.service() == null && end.cluster() == null && end.namespace() == null;
    }

    private static int sizeOf(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }
}
