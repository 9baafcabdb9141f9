package dev.sailplan.rule;

import java.util.stream.Stream;

/** A rule on what a document waives, looked at after all others. Its own findings cannot be waived. */
@FunctionalInterface
public non-sealed interface WaiverRule extends Rule {

    /** Returns what breaks this rule, and where it lacks the facts to tell. */
    Stream<Outcome> check(WaiverReview review);
}
