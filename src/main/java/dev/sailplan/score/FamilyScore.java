package dev.sailplan.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores of availability, or of isolation.
 *
 * @param points the lowest of its dimensions that count
 * @param pointsUpTo the same if the unknown facts are favourable; left out if no band is open
 * @param dimensions by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FamilyScore(int points, @Nullable Integer pointsUpTo, Map<String, DimensionScore> dimensions) {

    public FamilyScore {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /** Returns these scores with one of them replaced. */
    public FamilyScore with(String dimension, DimensionScore score) {
        Map<String, DimensionScore> changed = new LinkedHashMap<>(dimensions);
        changed.put(dimension, score);
        return new FamilyScore(points, pointsUpTo, changed);
    }

    /** Returns these scores as they are answered, with lists that are cut. */
    public FamilyScore listed() {
        Map<String, DimensionScore> cut = new LinkedHashMap<>(dimensions);
        cut.replaceAll((name, score) -> score.listed());
        return new FamilyScore(points, pointsUpTo, cut);
    }
}
