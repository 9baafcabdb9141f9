package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.finding.PatchOperation;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustRoot;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

@RuleInfo(
        code = "IDN001",
        name = "trust-bundle-not-exchanged",
        severity = ERROR,
        summary = "Federated meshes with different roots hold each other's trust bundle",
        message =
                "Mesh {mesh} does not hold the trust bundle of mesh {peer}, with which it is federated: {root} is unknown"
                        + " to it, and mutual TLS with workloads of {peer} fails in both roles",
        remedy =
                "Import the other mesh's bundle (meshConfig.caCertificates with its trust domain) and list it in trustBundles;"
                        + " Istio does not exchange bundles by itself.",
        source = "Istio, Deployment Models: Trust between meshes",
        reads = {
            "clusters.certificateAuthority.root",
            "controlPlanes",
            "meshes.certificateAuthority",
            "meshes.certificateAuthority.root",
            "meshes.certificateAuthority.type",
            "meshes.federatesWith",
            "meshes.trustBundles",
            "meshes.trustBundles.mesh",
            "meshes.trustBundles.root"
        },
        since = "0.1")
final class TrustBundleNotExchanged implements TopologyRule {

    @Override
    public Stream<Outcome> check(Topology topology) {
        return topology.meshes().stream().flatMap(mesh -> mesh.peers().stream().flatMap(peer -> judge(mesh, peer)));
    }

    /** One direction: what one mesh has to trust of the other. */
    private static Stream<Outcome> judge(Mesh mesh, Mesh peer) {
        if (mesh.equals(peer)) {
            return Stream.empty();
        }
        Judgement trustsAll = ForeignRoots.areTrusted(mesh, peer);
        if (trustsAll.isYes()) {
            return Stream.empty();
        }
        return Stream.of(trustsAll.isUnknown() ? Missing.of(trustsAll) : violation(mesh, peer));
    }

    private static Violation violation(Mesh mesh, Mesh peer) {
        TrustRoot unknown = peer.rootsInUse().stream()
                .filter(root -> ForeignRoots.isTrusted(mesh, root).isNo())
                .min(Comparator.comparing(TrustRoot::label))
                .orElseThrow();
        return Violation.of(mesh.subject("trustBundles"), peer.subject())
                .with("mesh", mesh.name())
                .with("peer", peer.name())
                .with("root", unknown.label())
                .repairedBy(
                        PatchOperation.add(mesh.at().field("trustBundles").field("-"), Map.of("mesh", peer.name())));
    }
}
