package dev.sailplan.score;

import dev.sailplan.document.Pointer;
import java.util.Comparator;

/**
 * Something a dimension judges by itself: a region, a service, a pair of tenants.
 *
 * @param name what it is, such as {@code service storefront/web}
 * @param at where it is declared
 * @param least the band that is certain
 * @param most the band that is possible
 * @param why what decides the certain band, a clause
 */
public record Part(String name, Pointer at, int least, int most, String why) {

    public Part {
        why = Clause.of(why);
    }

    /** The order in answers. */
    public static final Comparator<Part> WORST_FIRST = Comparator.comparingInt(Part::least)
            .thenComparingInt(Part::most)
            .thenComparing(Part::name)
            .thenComparing(Part::why);

    /** How many of them are listed in an answer. */
    public static final int MOST_LISTED = 100;
}
