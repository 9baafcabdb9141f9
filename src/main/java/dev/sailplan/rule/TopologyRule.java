package dev.sailplan.rule;

import dev.sailplan.topology.Topology;
import java.util.stream.Stream;

/** A rule on the assembled topology, in which every reference resolves. */
@FunctionalInterface
public non-sealed interface TopologyRule extends Rule {

    /** Returns what breaks this rule, and where it lacks the facts to tell. */
    Stream<Outcome> check(Topology topology);
}
