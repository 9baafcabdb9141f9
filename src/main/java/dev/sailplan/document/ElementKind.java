package dev.sailplan.document;

/** What a document declares by name. */
public enum ElementKind {
    TOPOLOGY("topology"),
    NETWORK("network"),
    GATEWAY("gateway"),
    MESH("mesh"),
    CLUSTER("cluster"),
    CONTROL_PLANE("controlPlane"),
    SERVICE("service"),
    NAMESPACE("namespace"),
    TENANT("tenant");

    private final String text;

    ElementKind(String text) {
        this.text = text;
    }

    /** The name of the kind in prose: {@code control plane}. */
    public String words() {
        return this == CONTROL_PLANE ? "control plane" : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
