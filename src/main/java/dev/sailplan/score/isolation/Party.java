package dev.sailplan.score.isolation;

import dev.sailplan.document.Pointer;
import dev.sailplan.topology.Element;
import java.util.List;
import java.util.Map;

/**
 * Who is kept apart from others: a tenant or, in a topology without them, a cluster.
 *
 * @param element what it is
 * @param certain what it has whatever the unknown facts are
 * @param possible what it may have, at least that
 * @param needs the facts that decide between the two
 */
record Party(Element element, Extent certain, Extent possible, Map<Need, List<Pointer>> needs) {

    String name() {
        return element.name();
    }

    Pointer at() {
        return element.at();
    }

    boolean isSettled() {
        return needs.isEmpty();
    }
}
