package dev.sailplan.ranking;

/** Whether a requirement is met. */
public enum Outcome {
    MET("met"),
    NOT_MET("notMet"),
    /** Facts that would tell are not known. */
    UNKNOWN("unknown");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** As it is written in an answer. */
    @Override
    public String toString() {
        return text;
    }
}
