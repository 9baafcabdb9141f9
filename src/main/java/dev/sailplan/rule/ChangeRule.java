package dev.sailplan.rule;

import dev.sailplan.topology.Topology;
import java.util.stream.Stream;

/** A rule on the way from one topology to another. It has nothing to say of a topology alone. */
@FunctionalInterface
public non-sealed interface ChangeRule extends Rule {

    /**
     * Returns what breaks this rule, and where it lacks the facts to tell. Subjects are places in {@code head}.
     *
     * @param base what is there
     * @param head what is to become of it
     */
    Stream<Outcome> check(Topology base, Topology head);
}
