package dev.sailplan.topology;

import dev.sailplan.document.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A root that a mesh trusts besides its own.
 *
 * @param at where it is declared
 * @param mesh the other mesh it belongs to, null for an own old or new root
 * @param root its identifier, null for the current root of that mesh
 * @param trustDomains the trust domains accepted with it, null for those of that mesh
 */
public record TrustBundle(
        Pointer at,
        @Nullable Mesh mesh,
        @Nullable String root,
        @Nullable List<String> trustDomains) {

    /** The trust domains accepted with it: stated, else that of the mesh, and none with an own root. */
    public List<String> acceptedDomains() {
        if (trustDomains != null) {
            return trustDomains;
        }
        return mesh == null ? List.of() : List.of(mesh.trustDomain());
    }

    /**
     * Whether it holds a root, as far as the document says. A bundle of a mesh without a root holds the one the mesh declares, not
     * those that differ in some of its clusters.
     */
    public Judgement holds(TrustRoot wanted) {
        if (root != null) {
            return new TrustRoot.Named(root).is(wanted);
        }
        return mesh == null ? Judgement.of(false) : mesh.declares(wanted);
    }
}
