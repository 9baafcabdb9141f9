package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A root that is trusted besides the mesh's own. */
@About("A root that is trusted besides the mesh's own.")
public record TrustBundleDocument(
        @About("The other mesh it belongs to. Absent: an own old or new root.") @Refers(ElementKind.MESH) @Nullable
        String mesh,

        @About("Identifier or fingerprint of the root. Absent: the current one of that mesh.") @Nullable
        String root,

        @About("Trust domains accepted with it. Absent: those of the other mesh, for an own root none.")
        @Form(TextForm.TRUST_DOMAIN)
        @Nullable
        List<String> trustDomains) {}
