package dev.sailplan.rule;

import dev.sailplan.failure.FailureModel;
import dev.sailplan.reachability.Reachability;
import java.util.stream.Stream;

/** A rule on who can call whom. What is worked out for one of them is there for all. */
@FunctionalInterface
public non-sealed interface ReachabilityRule extends Rule {

    /** Returns what breaks this rule, and where it lacks the facts to tell. */
    Stream<Outcome> check(Reachability reachability);

    /**
     * The same for who estimates how often calls succeed.
     *
     * @param model how often the parts of a deployment are up
     */
    default Stream<Outcome> check(Reachability reachability, FailureModel model) {
        return check(reachability);
    }
}
