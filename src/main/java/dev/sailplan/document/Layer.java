package dev.sailplan.document;

/** The OSI layer at which a load balancer works: an L7 one terminates TLS. */
public enum Layer {
    L4("L4"),
    L7("L7");

    private final String text;

    Layer(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
