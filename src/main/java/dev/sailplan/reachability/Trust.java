package dev.sailplan.reachability;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether two sides of an mTLS handshake accept each other's certificates. */
final class Trust {

    private Trust() {}

    /** Whether each side knows the other's root: its own, or one it has imported. */
    static Judgement haveKnownRoots(Identity one, Identity other) {
        return knowsRoot(one, other).and(() -> knowsRoot(other, one));
    }

    private static Judgement knowsRoot(Identity side, Identity peer) {
        return isSame(side.root(), peer.root()).or(() -> hasBundle(side.mesh(), peer));
    }

    private static Judgement isSame(TrustRoot own, TrustRoot other) {
        return own.isSameAs(other)
                .map(Judgement::of)
                .orElseGet(() -> Judgement.unknown(
                        Stream.of(own, other).flatMap(Trust::placeOf).toArray(Pointer[]::new)));
    }

    private static Stream<Pointer> placeOf(TrustRoot root) {
        return root instanceof TrustRoot.Undisclosed unknown ? Stream.of(unknown.at()) : Stream.empty();
    }

    private static Judgement hasBundle(@Nullable Mesh mesh, Identity peer) {
        if (mesh == null) {
            return Judgement.of(false);
        }
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        Judgement held = bundles.isKnown() ? Judgement.of(false) : Judgement.unknown(bundles.at());
        for (TrustBundle bundle : bundles.orElse(List.of())) {
            held = held.or(() -> holds(bundle, peer));
        }
        return held;
    }

    private static Judgement holds(TrustBundle bundle, Identity peer) {
        Optional<Boolean> holds = peer.mesh() == null ? Optional.of(false) : bundle.holds(peer.root(), peer.mesh());
        return holds.map(Judgement::of)
                .orElseGet(() -> Judgement.unknown(placeOf(peer.root()).toArray(Pointer[]::new)));
    }

    /** Whether each side accepts the other's trust domain: its own, an alias, or one listed with a bundle. */
    static Judgement acceptTrustDomains(Identity one, Identity other) {
        if (one.trustDomain().equals(other.trustDomain())) {
            return Judgement.of(true);
        }
        return accepts(one.mesh(), other.trustDomain()).and(() -> accepts(other.mesh(), one.trustDomain()));
    }

    private static Judgement accepts(@Nullable Mesh mesh, String trustDomain) {
        if (mesh == null) {
            return Judgement.of(false);
        }
        return contains(mesh.trustDomainAliases(), trustDomain).or(() -> isListed(mesh.trustBundles(), trustDomain));
    }

    private static Judgement contains(Fact<List<String>> aliases, String trustDomain) {
        return aliases.isKnown() ? Judgement.of(aliases.get().contains(trustDomain)) : Judgement.unknown(aliases.at());
    }

    private static Judgement isListed(Fact<List<TrustBundle>> bundles, String trustDomain) {
        return bundles.isKnown()
                ? Judgement.of(bundles.get().stream()
                        .anyMatch(bundle -> bundle.acceptedDomains().contains(trustDomain)))
                : Judgement.unknown(bundles.at());
    }
}
