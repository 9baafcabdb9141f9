package dev.sailplan.score.isolation;

import dev.sailplan.score.Assessment;

/** Judges parties; where there are fewer than two, nothing is kept apart from anything, which is the lowest band. */
final class Judged {

    private Judged() {}

    static Assessment by(Ladder ladder, Parties parties) {
        return parties.areSeveral()
                ? ladder.judge(parties).assess()
                : Assessment.of(0, parties.whyNothing(), parties.place());
    }
}
