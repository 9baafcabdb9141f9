package dev.sailplan.rule.locality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A locality in a distribution: region, zone and subzone, or a {@code *} for all from one of them on.
 *
 * @param text as it is written
 * @param parts the names in it, without a {@code *} at the end
 */
record LocalityPattern(String text, List<String> parts) {

    private static final int MOST_PARTS = 3;

    static LocalityPattern of(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("/", MOST_PARTS)));
        if (parts.get(parts.size() - 1).equals("*")) {
            parts.remove(parts.size() - 1);
        }
        return new LocalityPattern(text, List.copyOf(parts));
    }

    /** What is wrong with its form, and what becomes of it. */
    Optional<String> fault() {
        int first = text.indexOf('*');
        if (first >= 0 && first < text.length() - 1) {
            return Optional.of("has a * before its end, and Istio refuses the DestinationRule");
        }
        if (parts.contains("")) {
            return Optional.of("has an empty part, and Istio refuses the DestinationRule");
        }
        return parts.stream().anyMatch(part -> part.contains("*"))
                ? Optional.of("has a * that is only part of a name: Istio accepts it, and it matches no locality")
                : Optional.empty();
    }

    /** Groups of patterns that have localities in common, each with two or more. Those with a fault are left out. */
    static <T> List<Map<T, LocalityPattern>> overlaps(Map<T, LocalityPattern> patterns) {
        Map<T, LocalityPattern> sound = new LinkedHashMap<>(patterns);
        sound.values().removeIf(pattern -> pattern.fault().isPresent());
        Set<List<String>> all =
                sound.values().stream().map(LocalityPattern::parts).collect(Collectors.toSet());
        Map<List<String>, Map<T, LocalityPattern>> byWidest = new LinkedHashMap<>();
        sound.forEach((place, pattern) -> byWidest.computeIfAbsent(pattern.widestOf(all), key -> new LinkedHashMap<>())
                .put(place, pattern));
        return byWidest.values().stream().filter(group -> group.size() > 1).toList();
    }

    /** The shortest of the given beginnings that is one of this. */
    private List<String> widestOf(Set<List<String>> all) {
        for (int length = 0; length < parts.size(); length++) {
            List<String> beginning = parts.subList(0, length);
            if (all.contains(beginning)) {
                return beginning;
            }
        }
        return parts;
    }
}
