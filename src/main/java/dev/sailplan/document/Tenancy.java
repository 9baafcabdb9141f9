package dev.sailplan.document;

/** The unit that is given to one tenant, weakest isolation first. */
public enum Tenancy {
    NAMESPACE("namespace"),
    CLUSTER("cluster"),
    MESH("mesh");

    private final String text;

    Tenancy(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
