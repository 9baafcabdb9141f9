package dev.sailplan.document;

/** What a change of a verdict can lead to. */
public enum ToldVerdict {
    PASS("PASS"),
    WARN("WARN"),
    FAIL("FAIL"),
    /** There is no topology any more, and so no verdict. */
    DELETED("deleted");

    private final String text;

    ToldVerdict(String text) {
        this.text = text;
    }

    /** The value as it is written in a document. */
    @Override
    public String toString() {
        return text;
    }
}
