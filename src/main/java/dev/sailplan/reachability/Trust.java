package dev.sailplan.reachability;

import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.TrustBundle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two sides of an mTLS handshake accept each other's certificates. A side outside every mesh is taken to accept all. */
final class Trust {

    private Trust() {}

    /** Whether each side knows the other's root: its own, or one it has imported. */
    static Judgement haveKnownRoots(Identity one, Identity other) {
        return one.sharesRootWith(other)
                ? Judgement.of(true)
                : knowsRoot(one, other).and(() -> knowsRoot(other, one));
    }

    private static Judgement knowsRoot(Identity side, Identity peer) {
        return side.root().is(peer.root()).or(() -> hasBundle(side.mesh(), peer));
    }

    private static Judgement hasBundle(@Nullable Mesh mesh, Identity peer) {
        if (mesh == null || peer.mesh() == null) {
            return Judgement.of(true);
        }
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        Judgement held = bundles.isKnown() ? Judgement.of(false) : Judgement.unknown(bundles.at());
        for (TrustBundle bundle : bundles.orElse(List.of())) {
            held = held.or(() -> bundle.holds(peer.root()));
        }
        return held;
    }

    /** Whether each side accepts the other's trust domain: its own, an alias, or one listed with a bundle. */
    static Judgement acceptTrustDomains(Identity one, Identity other) {
        if (one.mesh() == null || other.mesh() == null || one.trustDomain().equals(other.trustDomain())) {
            return Judgement.of(true);
        }
        return accepts(one.mesh(), other.trustDomain()).and(() -> accepts(other.mesh(), one.trustDomain()));
    }

    private static Judgement accepts(@Nullable Mesh mesh, String trustDomain) {
        if (mesh == null) {
            return Judgement.of(true);
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
