package dev.sailplan.ranking;

import dev.sailplan.score.DimensionScore;
import java.util.List;

/**
 * Facts that are not known and may decide between two candidates.
 *
 * @param candidate in whose document they are missing
 * @param dimension whose band they would settle
 * @param facts the places, as JSON Pointers, the first of them
 * @param omittedFacts how many more there are
 */
public record OpenFacts(String candidate, String dimension, List<String> facts, int omittedFacts) {

    public OpenFacts {
        facts = List.copyOf(facts);
    }

    static OpenFacts of(String candidate, String dimension, DimensionScore score) {
        List<String> all = score.unknown();
        return new OpenFacts(
                candidate,
                dimension,
                all.stream().limit(RequirementResult.MOST_FACTS).toList(),
                Math.max(0, all.size() - RequirementResult.MOST_FACTS));
    }
}
