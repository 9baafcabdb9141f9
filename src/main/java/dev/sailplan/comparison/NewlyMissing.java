package dev.sailplan.comparison;

import dev.sailplan.document.ElementNames;
import dev.sailplan.document.ElementNames.Spot;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.finding.NotEvaluated;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts that rules lack in the later topology and did not lack in the earlier one: what they found there may still be so. */
public final class NewlyMissing {

    private NewlyMissing() {}

    /**
     * Returns the rules that lack more than they did, with the places of what they lack in the later topology.
     *
     * @param before what rules lack in {@code base}
     * @param after what rules lack in {@code head}
     */
    public static List<NotEvaluated> between(
            TopologyDocument base, List<NotEvaluated> before, TopologyDocument head, List<NotEvaluated> after) {
        Map<String, Set<String>> known = new HashMap<>();
        for (NotEvaluated entry : before) {
            Set<String> facts = known.computeIfAbsent(entry.rule(), rule -> new HashSet<>());
            entry.needs().forEach(need -> facts.add(factAt(base, need)));
        }
        return after.stream()
                .map(entry -> without(known.getOrDefault(entry.rule(), Set.of()), entry, head))
                .filter(entry -> !entry.needs().isEmpty())
                .toList();
    }

    private static NotEvaluated without(Set<String> known, NotEvaluated entry, TopologyDocument head) {
        List<String> needs = entry.needs().stream()
                .filter(need -> !known.contains(factAt(head, need)))
                .toList();
        return new NotEvaluated(entry.rule(), needs);
    }

    /** The same wherever the lists of the document have it. */
    private static String factAt(TopologyDocument document, String pointer) {
        Spot spot = ElementNames.spotOf(document, new Pointer(pointer));
        return spot.where() + " " + spot.path().replaceAll("\\[[0-9]+]", "");
    }
}
