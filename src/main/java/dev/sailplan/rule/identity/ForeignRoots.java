package dev.sailplan.rule.identity;

import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Judgement;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.List;

/** What one mesh trusts of the roots of another: those whose bundle it holds, and its own. */
final class ForeignRoots {

    private ForeignRoots() {}

    /** Whether a mesh trusts every root in use in another. */
    static Judgement areTrusted(Mesh mesh, Mesh peer) {
        Judgement all = Judgement.of(true);
        for (TrustRoot root : peer.rootsInUse()) {
            all = all.and(() -> isTrusted(mesh, root));
        }
        return all;
    }

    /** Whether a mesh trusts one root of another. */
    static Judgement isTrusted(Mesh mesh, TrustRoot root) {
        return holdsBundle(mesh, root).or(() -> isOwnRoot(mesh, root));
    }

    /** A root of its own is trusted by all of a mesh only if it is the root of all of it. */
    private static Judgement isOwnRoot(Mesh mesh, TrustRoot root) {
        Judgement same = Judgement.of(true);
        for (TrustRoot own : mesh.rootsInUse()) {
            same = same.and(() -> own.is(root));
        }
        return same;
    }

    private static Judgement holdsBundle(Mesh mesh, TrustRoot root) {
        Fact<List<TrustBundle>> bundles = mesh.trustBundles();
        if (!bundles.isKnown()) {
            return Judgement.unknown(bundles.at());
        }
        Judgement held = Judgement.of(false);
        for (TrustBundle bundle : bundles.get()) {
            held = held.or(() -> bundle.holds(root));
        }
        return held;
    }
}
