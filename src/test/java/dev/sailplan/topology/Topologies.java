package dev.sailplan.topology;

import dev.sailplan.rule.RuleTester;
import dev.sailplan.rule.Ruleset;
import java.util.Collection;

/** Topologies from YAML, for tests of what is derived from them. */
public final class Topologies {

    private Topologies() {}

    /** Assembles a topology that has no structural fault. */
    public static Topology of(String yaml) {
        return Topology.of(RuleTester.read(yaml).content(), RuleTester.AS_OF, Ruleset.CURRENT.newestIstio());
    }

    /** The element with this name. */
    public static <T extends Element> T named(Collection<T> elements, String name) {
        return elements.stream()
                .filter(element -> element.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
