package dev.sailplan.topology;

import dev.sailplan.document.CaType;
import dev.sailplan.document.CertificateAuthorityDocument;
import dev.sailplan.document.Pointer;
import java.time.LocalDate;

/**
 * A certificate authority as a mesh or a cluster declares it.
 *
 * @param at where it is declared
 * @param root the identifier of its root certificate
 * @param type where its signing certificate comes from
 * @param notAfter the last day that certificate is valid
 */
public record CertificateAuthority(Pointer at, Fact<String> root, Fact<CaType> type, Fact<LocalDate> notAfter) {

    static CertificateAuthority of(CertificateAuthorityDocument written, Pointer at) {
        return new CertificateAuthority(
                at,
                new Fact<>(at.field("root"), written.root()),
                new Fact<>(at.field("type"), written.type()),
                new Fact<>(at.field("notAfter"), written.notAfter()));
    }

    /** Whether every control plane that has it makes a root certificate for itself. */
    public boolean isSelfSignedPerControlPlane() {
        return !root.isKnown() && type.value() == CaType.SELF_SIGNED;
    }
}
