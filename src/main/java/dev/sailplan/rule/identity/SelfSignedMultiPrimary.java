package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.CaType;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Subject;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.Phrase;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.CertificateAuthority;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN003",
        name = "self-signed-multi-primary",
        severity = ERROR,
        summary = "Several primaries do not each use a self-signed certificate authority",
        message =
                "{controlPlanes} of mesh {mesh} each use a self-signed root of their own; workloads they sign for reject"
                        + " each other's certificates",
        remedy =
                "Create one root offline, issue an intermediate for each primary, and install it as the cacerts Secret before"
                        + " the control planes start.",
        source = "Istio, Deployment Models: Trust within a mesh",
        reads = {
            "clusters.certificateAuthority.root",
            "clusters.certificateAuthority.type",
            "clusters.controlPlanes",
            "clusters.mesh",
            "controlPlanes",
            "controlPlanes.cluster",
            "controlPlanes.istioNamespace",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "meshes.trustBundles",
            "meshes.trustBundles.root"
        },
        since = "0.1")
final class SelfSignedMultiPrimary implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(SelfSignedMultiPrimary::judge);
    }

    private static Stream<Outcome> judge(Mesh mesh) {
        if (SelfSignedRoots.areSeveral(mesh)) {
            return Stream.of(violation(mesh));
        }
        List<ControlPlane> signers = mesh.clusters().stream()
                .flatMap(cluster -> cluster.firstControlPlane().stream())
                .distinct()
                .toList();
        List<Pointer> needs = signers.stream()
                .map(mesh::authorityOf)
                .flatMap(SelfSignedMultiPrimary::unknownType)
                .distinct()
                .toList();
        long possible = signers.stream()
                .filter(signer -> maySelfSign(mesh.authorityOf(signer)))
                .count();
        return possible > 1 && !needs.isEmpty() ? Stream.of(new Missing(needs)) : Stream.empty();
    }

    private static boolean maySelfSign(Fact<CertificateAuthority> authority) {
        if (!authority.isKnown()) {
            return true;
        }
        Fact<CaType> type = authority.get().type();
        return type.isKnown()
                ? type.get() == CaType.SELF_SIGNED
                : !authority.get().root().isKnown();
    }

    private static Stream<Pointer> unknownType(Fact<CertificateAuthority> authority) {
        if (!authority.isKnown()) {
            return Stream.of(authority.at());
        }
        CertificateAuthority known = authority.get();
        return known.type().isKnown() || known.root().isKnown()
                ? Stream.empty()
                : Stream.of(known.type().at());
    }

    private static Violation violation(Mesh mesh) {
        List<ControlPlane> signers = SelfSignedRoots.of(mesh).values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(ControlPlane::name))
                .toList();
        List<Subject> subjects = new ArrayList<>();
        subjects.add(mesh.subject("certificateAuthority"));
        signers.forEach(signer -> subjects.add(signer.subject()));
        return Violation.of(subjects)
                .with("controlPlanes", "C" + Phrase.of("control plane", signers).substring(1))
                .with("mesh", mesh.name());
    }
}
