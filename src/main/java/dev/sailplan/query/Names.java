package dev.sailplan.query;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Pointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up names, and notes those that nothing has. */
final class Names {

    private static final int LONGEST_QUOTE = 60;
    private static final int MOST_LISTED = 5;

    /** Looking for a near name takes time for each known one, and a document can be wrong everywhere. */
    private static final int MOST_HINTS = 100;

    private final List<Mistake> mistakes = new ArrayList<>();
    private int hints;

    List<Mistake> mistakes() {
        return mistakes;
    }

    /**
     * Finds what a name stands for.
     *
     * @param kind what it is the name of, in words
     */
    <T> Optional<T> find(Map<String, T> known, String kind, String name, Pointer at) {
        T found = known.get(name);
        if (found == null) {
            note(at, "The topology has no " + kind + " " + quote(name) + advice(name, known.keySet()));
        }
        return Optional.ofNullable(found);
    }

    /** Notes a mistake. */
    void note(Pointer at, String sentence) {
        mistakes.add(new Mistake(at, sentence));
    }

    /** The end of a sentence about a name that is not known. */
    String advice(String name, Collection<String> known) {
        String near = hints++ < MOST_HINTS ? DidYouMean.hint(name, known) : "";
        if (!near.isEmpty()) {
            return near;
        }
        return known.isEmpty() ? ", as it has none." : "; it has " + listed(known) + ".";
    }

    /** The first few of the names: {@code a, b and 3 more}. */
    static String listed(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_LISTED).toList());
        return names.size() <= MOST_LISTED ? first : first + " and " + (names.size() - MOST_LISTED) + " more";
    }

    static String quote(String name) {
        String line = name.replaceAll("\\p{Cntrl}", " ");
        String shortened = line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
        return shortened.isEmpty() ? "\"\"" : shortened;
    }
}
