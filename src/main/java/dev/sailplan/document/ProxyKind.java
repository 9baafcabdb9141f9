package dev.sailplan.document;

/** What stands in front of a workload. */
public enum ProxyKind {
    SIDECAR("sidecar"),
    AMBIENT("ambient"),
    NONE("none");

    private final String text;

    ProxyKind(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
