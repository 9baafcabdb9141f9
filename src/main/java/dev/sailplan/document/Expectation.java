package dev.sailplan.document;

/** What declared traffic is meant to do. */
public enum Expectation {
    ALLOWED("allowed"),
    BLOCKED("blocked");

    private final String text;

    Expectation(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
