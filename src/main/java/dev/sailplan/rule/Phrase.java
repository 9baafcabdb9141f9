package dev.sailplan.rule;

import dev.sailplan.topology.Element;
import dev.sailplan.topology.Traffic;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of names as they stand in messages: sorted, and cut after a few. */
public final class Phrase {

    private static final int MOST = 3;

    private Phrase() {}

    /** Such as {@code a}, {@code a and b}, {@code a, b and c}, {@code a, b, c and 7 more}. */
    public static String names(Collection<String> names) {
        List<String> sorted = names.stream().distinct().sorted().toList();
        return firstOf(sorted, sorted.size());
    }

    private static String firstOf(List<String> sorted, int all) {
        if (all > MOST) {
            return String.join(", ", sorted.subList(0, MOST)) + " and " + (all - MOST) + " more";
        }
        int last = all - 1;
        return last <= 0
                ? String.join("", sorted)
                : String.join(", ", sorted.subList(0, last)) + " and " + sorted.get(last);
    }

    /** The names of elements, as {@link #names}. */
    public static String of(Collection<? extends Element> elements) {
        return names(elements.stream().map(Element::name).collect(Collectors.toSet()));
    }

    /** A noun with its names: {@code cluster a}, {@code clusters a and b}. */
    public static String of(String noun, Collection<? extends Element> elements) {
        return counted(noun, elements.size()) + of(elements);
    }

    /**
     * A noun with its names, of a number of elements that is too large to look at all of them for every phrase.
     *
     * @param sorted the elements by name
     * @param all how many there are
     */
    public static String of(String noun, Stream<? extends Element> sorted, int all) {
        List<String> first = sorted.limit(MOST).map(Element::name).toList();
        return counted(noun, all) + firstOf(first, all);
    }

    /** Of the nouns for elements, only that of meshes has another plural. */
    private static String counted(String noun, int number) {
        return noun + (number == 1 ? " " : noun.endsWith("sh") ? "es " : "s ");
    }

    /** One end of traffic: {@code service shop/web}, {@code cluster north}, {@code namespace books/shop}. */
    public static String of(Traffic.End end) {
        if (end instanceof Traffic.OfService service) {
            return "service " + service.service().name();
        }
        if (end instanceof Traffic.OfCluster cluster) {
            return "cluster " + cluster.cluster().name();
        }
        Traffic.OfNamespace namespace = (Traffic.OfNamespace) end;
        String mesh = namespace.mesh() == null ? "" : namespace.mesh().name() + "/";
        return "namespace " + mesh + namespace.namespace();
    }
}
