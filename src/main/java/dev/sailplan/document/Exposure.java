package dev.sailplan.document;

/** What a gateway lets clusters of other networks reach. */
public enum Exposure {
    SERVICES("services"),
    CONTROL_PLANE("controlPlane"),
    API_SERVER("apiServer");

    private final String text;

    Exposure(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
