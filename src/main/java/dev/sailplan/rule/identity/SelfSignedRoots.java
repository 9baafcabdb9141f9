package dev.sailplan.rule.identity;

import dev.sailplan.document.CaType;
import dev.sailplan.topology.CertificateAuthority;
import dev.sailplan.topology.ControlPlane;
import dev.sailplan.topology.Fact;
import dev.sailplan.topology.Mesh;
import dev.sailplan.topology.TrustBundle;
import dev.sailplan.topology.TrustRoot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The roots that control planes of a mesh made for themselves. */
final class SelfSignedRoots {

    private SelfSignedRoots() {}

    /** The control planes that sign with a root they made themselves, by that root. */
    static Map<TrustRoot, List<ControlPlane>> of(Mesh mesh) {
        Map<TrustRoot, List<ControlPlane>> signers = new LinkedHashMap<>();
        mesh.clusters().stream()
                .flatMap(cluster -> cluster.firstControlPlane().stream())
                .distinct()
                .filter(signer -> isSelfSigned(mesh.authorityOf(signer)))
                .forEach(signer -> signers.computeIfAbsent(mesh.rootSignedBy(signer), root -> new ArrayList<>())
                        .add(signer));
        return signers;
    }

    private static boolean isSelfSigned(Fact<CertificateAuthority> authority) {
        return authority
                .asOptional()
                .filter(known -> known.type().value() == CaType.SELF_SIGNED)
                .isPresent();
    }

    /** Whether several control planes each made a root, and the mesh does not trust all of them. */
    static boolean areSeveral(Mesh mesh) {
        Map<TrustRoot, List<ControlPlane>> signers = of(mesh);
        return signers.size() > 1 && !signers.keySet().stream().allMatch(root -> isTrusted(mesh, root));
    }

    private static boolean isTrusted(Mesh mesh, TrustRoot root) {
        List<TrustBundle> bundles = mesh.trustBundles().orElse(List.of());
        return bundles.stream().anyMatch(bundle -> bundle.holds(root).isYes());
    }
}
