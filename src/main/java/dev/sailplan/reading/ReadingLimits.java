package dev.sailplan.reading;

/**
 * How much of a document is read before it is refused.
 *
 * @param codePoints characters of text
 * @param depth objects and lists inside each other
 * @param values objects, lists, texts and numbers that are fields or elements, all together
 * @param aliasedValues values that YAML aliases stand for, all together, so that a few lines cannot stand for a billion
 * @param faults faults of one kind that are kept: one more than a report lists, so that it can say there are more
 */
public record ReadingLimits(int codePoints, int depth, int values, int aliasedValues, int faults) {

    /** Lets a document of 64 MiB through, and nothing that grows when it is read. */
    public static final ReadingLimits DEFAULT = new ReadingLimits(64 << 20, 64, 8_000_000, 100_000, 1_001);
}
