package dev.sailplan.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The score of one dimension.
 *
 * @param band the band that is certain, from 0
 * @param bandUpTo the band that is possible if the unknown facts are favourable; left out if the band is settled
 * @param of the highest band
 * @param holds what the certain band means
 * @param points of 100, at least those of the certain band and fewer than those of the next
 * @param pointsUpTo those of the possible band; left out if the band is settled
 * @param contributions what the points are made of
 * @param parts what the band is the worst of, worst first, at most a hundred
 * @param omittedParts how many more there are
 * @param median the certain band of the one in the middle; left out where there are no parts
 * @param lever the change that helps most; left out if none does, or none was tried
 * @param unknown the facts that would settle the band, as JSON Pointers; in an answer at most a hundred
 * @param omittedUnknown how many more there are
 * @param figures numbers besides the band
 * @param assumptions what was taken for granted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DimensionScore(
        int band,
        @Nullable Integer bandUpTo,
        int of,
        String holds,
        int points,
        @Nullable Integer pointsUpTo,
        List<Contribution> contributions,
        List<PartScore> parts,
        int omittedParts,
        @Nullable Integer median,
        @Nullable Lever lever,
        List<String> unknown,
        int omittedUnknown,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> figures,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> assumptions) {

    /** How many unknown facts are listed in an answer. */
    public static final int MOST_UNKNOWN = 100;

    /**
     * The band of one part.
     *
     * @param name what it is
     * @param pointer where it is declared
     * @param band the band that is certain
     * @param bandUpTo the band that is possible; left out if the band is settled
     * @param why what decides the certain band
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartScore(
            String name, String pointer, int band, @Nullable Integer bandUpTo, String why) {

        static PartScore of(Part part) {
            return new PartScore(
                    part.name(),
                    part.at().text(),
                    part.least(),
                    part.most() == part.least() ? null : part.most(),
                    part.why());
        }
    }

    public DimensionScore {
        contributions = List.copyOf(contributions);
        parts = List.copyOf(parts);
        unknown = List.copyOf(unknown);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        assumptions = List.copyOf(assumptions);
    }

    /** Returns this score with the change that raises it most. */
    public DimensionScore raisedBy(Lever best) {
        return new DimensionScore(
                band,
                bandUpTo,
                of,
                holds,
                points,
                pointsUpTo,
                contributions,
                parts,
                omittedParts,
                median,
                best,
                unknown,
                omittedUnknown,
                figures,
                assumptions);
    }

    /** Returns this score as it is answered, with no more unknown facts than are listed. */
    DimensionScore listed() {
        int omitted = Math.max(0, unknown.size() - MOST_UNKNOWN);
        return omitted == 0
                ? this
                : new DimensionScore(
                        band,
                        bandUpTo,
                        of,
                        holds,
                        points,
                        pointsUpTo,
                        contributions,
                        parts,
                        omittedParts,
                        median,
                        lever,
                        unknown.subList(0, MOST_UNKNOWN),
                        omittedUnknown + omitted,
                        figures,
                        assumptions);
    }
}
