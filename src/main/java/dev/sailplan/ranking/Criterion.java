package dev.sailplan.ranking;

import java.util.Locale;

/** By what one candidate can come before another, the first that decides first. */
public enum Criterion {
    /** Fewer requirements are not met; of as many, fewer are unknown. */
    REQUIREMENTS,
    /** The points of availability and of isolation are at least as high, and one of them is higher. */
    POINTS,
    /** The points are equal, the bands of all dimensions are at least as high, and one of them is higher. */
    BANDS,
    /** What the sender's weights make of the points is higher. */
    WEIGHTS;

    /** As it is written in an answer. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
