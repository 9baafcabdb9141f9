package dev.sailplan.topology;

/** What a cluster is to the control planes of its mesh. */
public enum Role {
    /** One of its control planes runs in it. */
    PRIMARY("primary"),
    /** It is served by control planes elsewhere. */
    REMOTE("remote"),
    /** It is a remote whose API server holds the configuration of an external control plane. */
    CONFIG("config"),
    /** It is part of a mesh and no control plane serves it. */
    UNSERVED("unserved"),
    /** It is part of no mesh. */
    OUTSIDE("outside");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** Whether its proxies get their configuration from another cluster. */
    public boolean isRemote() {
        return this == REMOTE || this == CONFIG;
    }

    @Override
    public String toString() {
        return text;
    }
}
