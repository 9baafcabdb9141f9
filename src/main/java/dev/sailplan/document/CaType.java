package dev.sailplan.document;

/** Where a control plane's signing certificate comes from. */
public enum CaType {
    SELF_SIGNED("selfSigned"),
    PLUGGED_IN("pluggedIn"),
    EXTERNAL("external");

    private final String text;

    CaType(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
