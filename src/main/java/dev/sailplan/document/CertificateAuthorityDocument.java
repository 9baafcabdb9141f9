package dev.sailplan.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Who signs the certificates of workloads. */
@About("Who signs the certificates of workloads.")
public record CertificateAuthorityDocument(
        @About("Identifier or fingerprint of the root certificate. Absent: unknown.") @Nullable
        String root,

        @About(
                "Where the signing certificate comes from; selfSigned without a root: each control plane makes its own root. "
                        + "Absent: unknown.")
        @Nullable
        CaType type,

        @About("The last day the certificate is valid. Absent: unknown.") @Nullable
        LocalDate notAfter) {}
