package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mesh with which services are shared. */
@About("A mesh with which services are shared.")
public record FederationDocument(
        @About("The other mesh.") @Required @Refers(ElementKind.MESH) @Nullable
        String mesh,

        @About("Services of this mesh that the other may call, as namespace/name. Absent: none.")
        @Form(TextForm.NAMESPACED_NAME)
        @Nullable
        List<String> exports,

        @About("How trust bundles are exchanged. Absent: unknown.") @Nullable
        FederationMethod method) {}
