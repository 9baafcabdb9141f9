package dev.sailplan.document;

/** The TLS mode a DestinationRule sets for clients. */
public enum ClientTls {
    ISTIO_MUTUAL("ISTIO_MUTUAL"),
    MUTUAL("MUTUAL"),
    SIMPLE("SIMPLE"),
    DISABLE("DISABLE");

    private final String text;

    ClientTls(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
