package dev.sailplan.rule;

import dev.sailplan.reachability.Reachability;
import java.util.stream.Stream;

/** A rule on who can call whom. What is worked out for one of them is there for all. */
@FunctionalInterface
public non-sealed interface ReachabilityRule extends Rule {

    /** Returns what breaks this rule, and where it lacks the facts to tell. */
    Stream<Outcome> check(Reachability reachability);
}
