package dev.sailplan.document;

import org.jspecify.annotations.Nullable;

/** Where remote clusters reach a control plane. */
@About("Where remote clusters reach a control plane.")
public record ControlPlaneAddressDocument(
        @About("IP address or host name. Absent: unknown.") @Form(TextForm.HOST) @Nullable
        String value,

        @About("Whether it stays the same. Absent: unknown.") @Nullable
        Boolean stable,

        @About("What the address is. Absent: unknown.") @Nullable
        AddressKind kind) {}
