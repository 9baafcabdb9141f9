package dev.sailplan.document;

/** Whether a service's endpoints are offered to other clusters. */
public enum ServiceScope {
    MESH("mesh"),
    CLUSTER_LOCAL("clusterLocal");

    private final String text;

    ServiceScope(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
