package dev.sailplan.score;

/** What a dimension is a part of. Availability and isolation are never mixed into one number. */
public enum Family {
    AVAILABILITY("availability"),
    ISOLATION("isolation");

    private final String text;

    Family(String text) {
        this.text = text;
    }

    /** The word in answers. */
    @Override
    public String toString() {
        return text;
    }
}
