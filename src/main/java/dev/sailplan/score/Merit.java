package dev.sailplan.score;

import dev.sailplan.document.Pointer;

/**
 * Something that moves the points of a dimension inside its band. Which merits a dimension has, and what each is worth, depends on
 * the dimension alone, so that earning more of one never lowers the points.
 *
 * @param fact what is looked at, such as {@code replicas over zones}
 * @param at the place that decides it
 * @param earned how much of it there is, from 0 to {@code worth}; of what is unknown, nothing
 * @param worth how much there could be, at least 1
 * @param why what was found, a clause
 */
public record Merit(String fact, Pointer at, int earned, int worth, String why) {

    public Merit {
        if (worth < 1 || earned < 0 || earned > worth) {
            throw new IllegalArgumentException(earned + " of " + worth + " is earned by " + fact);
        }
        why = Clause.of(why);
    }
}
