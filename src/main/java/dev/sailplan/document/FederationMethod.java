package dev.sailplan.document;

/** How federated meshes exchange their trust bundles. */
public enum FederationMethod {
    MANUAL("manual"),
    SPIFFE_FEDERATION("spiffeFederation");

    private final String text;

    FederationMethod(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
