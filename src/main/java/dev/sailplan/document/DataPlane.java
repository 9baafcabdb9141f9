package dev.sailplan.document;

/** How workloads join the mesh by default. */
public enum DataPlane {
    SIDECAR("sidecar"),
    AMBIENT("ambient");

    private final String text;

    DataPlane(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
