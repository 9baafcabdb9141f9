package dev.sailplan.document;

/** How the credentials in a remote secret authenticate. */
public enum SecretAuth {
    TOKEN("token"),
    CLIENT_CERTIFICATE("clientCertificate"),
    OIDC("oidc"),
    EXEC("exec"),
    AUTH_PROVIDER("authProvider");

    private final String text;

    SecretAuth(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
