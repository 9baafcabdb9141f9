package dev.sailplan.score;

import java.util.List;

/**
 * What is known about a dimension without computing it.
 *
 * @param name the name in answers
 * @param question what it says of a deployment
 * @param bands when each band holds, from the weakest
 * @param counts whether the points of the family are no higher than its own
 * @param source where the order of the bands is from
 */
public record DimensionDescription(
        String name, Family family, String question, List<String> bands, boolean counts, String source) {

    public DimensionDescription {
        bands = List.copyOf(bands);
    }

    /**
     * Describes a dimension.
     *
     * @throws IllegalArgumentException if it is not described
     */
    static DimensionDescription of(ScoreDimension dimension) {
        DimensionInfo info = dimension.getClass().getAnnotation(DimensionInfo.class);
        if (info == null || info.bands().length < 2) {
            throw new IllegalArgumentException(dimension.getClass() + " is not described");
        }
        return new DimensionDescription(
                info.name(), info.family(), info.question(), List.of(info.bands()), info.counts(), info.source());
    }
}
