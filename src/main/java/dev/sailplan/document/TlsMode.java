package dev.sailplan.document;

/** The TLS mode of a gateway's sidecar port, as in Istio's Gateway. */
public enum TlsMode {
    AUTO_PASSTHROUGH("AUTO_PASSTHROUGH"),
    PASSTHROUGH("PASSTHROUGH"),
    TERMINATE("TERMINATE");

    private final String text;

    TlsMode(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
