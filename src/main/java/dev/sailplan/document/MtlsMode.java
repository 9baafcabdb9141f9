package dev.sailplan.document;

/** A PeerAuthentication mode, as it takes effect. */
public enum MtlsMode {
    STRICT("STRICT"),
    PERMISSIVE("PERMISSIVE"),
    DISABLE("DISABLE");

    private final String text;

    MtlsMode(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
