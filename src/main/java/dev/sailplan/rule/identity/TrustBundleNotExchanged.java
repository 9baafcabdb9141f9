package dev.sailplan.rule.identity;

import static dev.sailplan.finding.Severity.ERROR;

import dev.sailplan.document.Pointer;
import dev.sailplan.rule.Missing;
import dev.sailplan.rule.Outcome;
import dev.sailplan.rule.RuleInfo;
import dev.sailplan.rule.TopologyRule;
import dev.sailplan.rule.Violation;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.Topology;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        Judgement trustsAll = Judgement.of(true);
        for (TrustRoot root : peer.rootsInUse()) {
            trustsAll = trustsAll.and(() -> trusts(mesh, peer, root));
        }
        if (trustsAll.isYes()) {
            return Stream.empty();
        }
        return Stream.of(trustsAll.isUnknown() ? Missing.of(trustsAll) : violation(mesh, peer));
    }

    private static Judgement trusts(Mesh mesh, Mesh peer, TrustRoot root) {
        return holdsBundle(mesh, peer, root).or(() -> isOwnRoot(mesh, root));
    }

    /** A root of its own is trusted by all of a mesh only if it is the root of all of it. */
    private static Judgement isOwnRoot(Mesh mesh, TrustRoot root) {
        Judgement same = Judgement.of(true);
        for (TrustRoot own : mesh.rootsInUse()) {
            same = same.and(() -> compare(own, root));
        }
        return same;
    }

    private static Judgement holdsBundle(Mesh mesh, Mesh peer, TrustRoot root) {
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        if (!bundles.isKnown()) {
            return Judgement.unknown(bundles.at());
        }
        Judgement held = Judgement.of(false);
        for (TrustBundle bundle : bundles.get()) {
            Optional<Boolean> holds = bundle.holds(root, peer);
            held = held.or(() -> holds.map(Judgement::of).orElseGet(() -> Judgement.unknown(placeOf(root))));
        }
        return held;
    }

    private static Judgement compare(TrustRoot own, TrustRoot other) {
        return own.isSameAs(other)
                .map(Judgement::of)
                .orElseGet(() -> Judgement.unknown(Stream.of(own, other)
                        .filter(TrustRoot.Undisclosed.class::isInstance)
                        .map(TrustBundleNotExchanged::placeOf)
                        .toArray(Pointer[]::new)));
    }

    private static Pointer placeOf(TrustRoot root) {
        return root instanceof TrustRoot.Undisclosed unknown ? unknown.at() : Pointer.ROOT;
    }

    private static Violation violation(Mesh mesh, Mesh peer) {
        TrustRoot unknown = peer.rootsInUse().stream()
                .filter(root -> trusts(mesh, peer, root).isNo())
                .min(Comparator.comparing(TrustRoot::label))
                .orElseThrow();
        return Violation.of(mesh.subject("trustBundles"), peer.subject())
                .with("mesh", mesh.name())
                .with("peer", peer.name())
                .with("root", unknown.label());
    }
}
