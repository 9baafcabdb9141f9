package dev.sailplan.document;

/** From where a load balancer can be reached. */
public enum BalancerScope {
    INTERNAL("internal"),
    PUBLIC("public");

    private final String text;

    BalancerScope(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
