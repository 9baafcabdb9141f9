package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN002",
        name = "roots-differ-in-mesh",
        severity = ERROR,
        summary = "All clusters of a mesh chain to one root, or trust every root in use",
        message = "Clusters of mesh {mesh} chain to different roots: {roots}; mutual TLS between them fails",
        remedy =
                "Issue the intermediate certificate of every control plane from one root, or list every root in use in the"
                        + " mesh's trustBundles.",
        source = "Istio, Deployment Models: Trust within a mesh",
        reads = {
            "clusters.certificateAuthority.root",
            "clusters.certificateAuthority.type",
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "meshes.trustBundles",
            "meshes.trustBundles.root"
        },
        since = "0.1")
final class RootsDifferInMesh implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream()
                .filter(mesh -> !SelfSignedRoots.areSeveral(mesh))
                .flatMap(RootsDifferInMesh::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        Map<TrustRoot, List<Cluster>> byRoot = byRoot(mesh);
        List<TrustRoot> known = byRoot.keySet().stream()
                .filter(root -> !(root instanceof TrustRoot.Undisclosed))
                .toList();
        Judgement holds = known.size() > 1 ? areAllHeld(known, mesh) : Judgement.of(true);
        if (holds.isNo()) {
            return Stream.of(violation(mesh, byRoot));
        }
        List<Pointer> needs = new ArrayList<>(holds.needs());
        if (byRoot.size() > 1 || byRoot.keySet().stream().anyMatch(root -> isUncertain(root, mesh))) {
            byRoot.keySet().forEach(root -> addIfUnknown(root, needs));
        }
        return needs.isEmpty() ? Stream.empty() : Stream.of(new Missing(needs));
    }

    /** One declaration that does not say whether it means one root or one for each control plane. */
    private static boolean isUncertain(TrustRoot root, Mesh mesh) {
        return root.isSameAs(root).isEmpty() && signersOf(mesh) > 1;
    }

    private static long signersOf(Mesh mesh) {
        return mesh.clusters().stream()
                .flatMap(cluster -> cluster.firstControlPlane().stream())
                .distinct()
                .count();
    }

    private static void addIfUnknown(TrustRoot root, List<Pointer> needs) {
        if (root instanceof TrustRoot.Undisclosed unknown) {
            needs.add(unknown.at());
        }
    }

    private static Judgement areAllHeld(List<TrustRoot> roots, Mesh mesh) {
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        if (!bundles.isKnown()) {
            return Judgement.unknown(bundles.at());
        }
        return Judgement.of(roots.stream()
                .allMatch(root -> bundles.get().stream()
                        .anyMatch(bundle -> bundle.holds(root).isYes())));
    }

    private static Map<TrustRoot, List<Cluster>> byRoot(Mesh mesh) {
        Map<TrustRoot, List<Cluster>> byRoot = new LinkedHashMap<>();
        for (Cluster cluster : mesh.clusters()) {
            cluster.firstControlPlane()
                    .map(mesh::rootSignedBy)
                    .ifPresent(root -> byRoot.computeIfAbsent(root, key -> new ArrayList<>())
                            .add(cluster));
        }
        return byRoot;
    }

    private static Violation violation(Mesh mesh, Map<TrustRoot, List<Cluster>> byRoot) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(mesh.subject("certificateAuthority"));
        byRoot.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Cluster::name))
                .forEach(cluster -> subjects.add(cluster.subject("certificateAuthority")));
        String roots = byRoot.entrySet().stream()
                .map(entry -> entry.getKey().label() + " in " + Phrase.of(entry.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return Violation.of(subjects).with("mesh", mesh.name()).with("roots", roots);
    }
}
