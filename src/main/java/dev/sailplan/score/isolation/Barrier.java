package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Something that keeps two parties from more than a certain band.
 *
 * @param band the highest band with it
 * @param question what it is, a clause such as {@code they share a cluster}
 * @param stands whether it is there; also there for parties that extend further
 * @param needs what may be unknown of it
 * @param because how and where it is there, asked for pairs for which it certainly is
 */
record Barrier(
        int band,
        String question,
        BiPredicate<Extent, Extent> stands,
        Set<Need> needs,
        Function<Pair, Reason> because) {

    /**
     * What decides a band.
     *
     * @param why a clause
     * @param at the place
     */
    record Reason(String why, Pointer at) {}

    boolean isCertain(Pair pair) {
        return stands.test(pair.one().certain(), pair.other().certain());
    }

    Reason reason(Pair pair) {
        return isCertain(pair)
                ? because.apply(pair)
                : new Reason("it is not known of " + pair.name() + " whether " + question, pair.firstUnknown(needs));
    }
}
