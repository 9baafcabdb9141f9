package dev.sailplan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of users that share access to what they own. */
@About("A group of users that share access to what they own.")
public record TenantDocument(
        @About("The name of the tenant.") @Required @Form(TextForm.DNS_LABEL) @Nullable
        String name,

        @About("The unit it is given.") @Required @Nullable Tenancy tenancy,

        @About("Namespaces it owns. Absent: none.") @Form(TextForm.DNS_LABEL) @Nullable
        List<String> namespaces,

        @About("Clusters it owns. Absent: none.") @Refers(ElementKind.CLUSTER) @Nullable
        List<String> clusters,

        @About("Meshes it owns. Absent: none.") @Refers(ElementKind.MESH) @Nullable
        List<String> meshes,

        @About("What separates it from others. Absent: nothing required.") @Nullable
        IsolationDocument isolation,

        @About("Tenants it may call. Absent: unknown.") @Refers(ElementKind.TENANT) @Nullable
        List<String> mayCall) {}
