package dev.sailplan.comparison;

import dev.sailplan.document.TopologyDocument;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is different between two versions of a topology, element by element. In what order a document lists things makes no
 * difference where that has no meaning.
 *
 * @param changes by kind of element in the order of the format, then by what they are called
 * @param counts how many elements were added, removed, and so on, listed or not
 * @param unlisted how many more changes there are than are listed
 */
public record Differences(List<ElementChange> changes, SortedMap<Change, Integer> counts, int unlisted) {

    /** More are not read by anybody. */
    public static final int MOST_LISTED = 1_000;

    public Differences {
        changes = List.copyOf(changes);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** Compares two topologies without structural errors. */
    public static Differences between(TopologyDocument base, TopologyDocument head) {
        Elements before = new Elements(base, MeshNames.of(base, head));
        Elements after = new Elements(head, MeshNames.of(head, base));
        ElementComparison comparison = new ElementComparison();
        comparison.compare(List.of(before.topology()), List.of(after.topology()));
        List<List<Element>> earlier = before.lists();
        List<List<Element>> later = after.lists();
        for (int i = 0; i < earlier.size(); i++) {
            comparison.compare(earlier.get(i), later.get(i));
        }
        return comparison.differences();
    }
}
