package dev.sailplan.document;

/** What can fail. */
public enum FailureKind {
    ZONE("zone"),
    REGION("region"),
    CLUSTER("cluster"),
    NETWORK("network"),
    GATEWAY("gateway"),
    CONTROL_PLANE("controlPlane"),
    API_SERVER("apiServer"),
    LINK("link"),
    /** Its root certificate has expired. */
    CERTIFICATE_AUTHORITY("certificateAuthority");

    private final String text;

    FailureKind(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
