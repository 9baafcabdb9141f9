package dev.sailplan.reachability;

import dev.sailplan.topology.Cluster;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.TrustRoot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the certificates of a cluster's workloads say, and whose configuration decides which others are accepted.
 *
 * @param root the root they chain to
 * @param trustDomain the trust domain in them
 * @param mesh the mesh of the cluster, null if it is in none and nobody says whom it trusts
 * @param signedAt where the control plane signs that signs for it, null if none does
 */
record Identity(
        TrustRoot root,
        String trustDomain,
        @Nullable Mesh mesh,
        @Nullable String signedAt) {

    private static final String DEFAULT_TRUST_DOMAIN = "cluster.local";

    /** The identity of workloads for which the given control plane signs, none if nobody does. */
    static Identity of(Cluster cluster, Optional<ControlPlane> signer) {
        Mesh mesh = cluster.mesh().or(() -> signer.map(ControlPlane::mesh)).orElse(null);
        if (signer.isPresent()) {
            ControlPlane signs = signer.get();
            return new Identity(signs.mesh().rootSignedBy(signs), signs.trustDomain(), mesh, signs.signingPlace());
        }
        TrustRoot root =
                mesh == null ? new TrustRoot.Undisclosed(cluster.at().field("mesh"), false) : mesh.declaredRoot();
        return new Identity(root, mesh == null ? DEFAULT_TRUST_DOMAIN : mesh.trustDomain(), mesh, null);
    }

    /** The same without what makes no difference to others: who signs matters only where the root is not named. */
    Identity essential() {
        return root instanceof TrustRoot.Named ? new Identity(root, trustDomain, mesh, null) : this;
    }

    /** Whether both chain to one root, whichever it is: it is named, or the same control planes sign for them. */
    boolean sharesRootWith(Identity other) {
        return root.equals(other.root)
                && (root instanceof TrustRoot.Named || (signedAt != null && signedAt.equals(other.signedAt)));
    }
}
