package dev.sailplan.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.score.Family;
import org.jspecify.annotations.Nullable;

/**
 * A dimension that keeps a candidate behind another.
 *
 * @param points its own, of 100
 * @param otherPoints those of the other candidate
 * @param band its own
 * @param otherBand that of the other candidate
 * @param fact the contribution that makes the difference: that of the band if the bands differ, else the one the other candidate
 *     gets most more of; left out if nothing is told
 * @param part the part the band is the worst of; left out if there are none, or if the bands are equal
 * @param pointer the place in its own document that decides it; left out if nothing is told
 * @param why what was found in its own document, a clause; left out if nothing is told
 * @param otherWhy what was found in the document of the other candidate, a clause; left out if nothing is told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DimensionLoss(
        Family family,
        String dimension,
        int points,
        int otherPoints,
        int band,
        int otherBand,
        @Nullable String fact,
        @Nullable String part,
        @Nullable String pointer,
        @Nullable String why,
        @Nullable String otherWhy) {}
