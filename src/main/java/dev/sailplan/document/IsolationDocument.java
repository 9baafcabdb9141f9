package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** What separates a tenant from others. */
@About("What separates a tenant from others.")
public record IsolationDocument(
        @About("The isolation it requires. Absent: none.") @Nullable
        Tenancy required,

        @About("Whether calls are denied unless listed. Absent: unknown.") @Nullable
        Boolean defaultDeny) {}
