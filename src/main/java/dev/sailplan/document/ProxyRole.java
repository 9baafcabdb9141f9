package dev.sailplan.document;

/** What the proxy of a client is for. */
public enum ProxyRole {
    SIDECAR("sidecar"),
    WAYPOINT("waypoint"),
    INGRESS("ingress"),
    EASTWEST("eastwest");

    private final String text;

    ProxyRole(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
