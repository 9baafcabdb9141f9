package dev.sailplan.ranking;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.ranking.Weights.Weighted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a candidate stands, and why.
 *
 * @param rank from 1: one more than that of the last candidate it is behind of; null if it is not ranked
 * @param weighted what the weights make of its points; null without weights
 * @param lostTo the candidates it is behind of, by name
 * @param aheadOf the names of those that are behind it
 * @param equalTo the names of those that are as good in everything
 * @param incomparableWith the candidates of which it cannot be said whether they are better, by name
 */
public record Place(
        @Nullable Integer rank,
        Candidate candidate,
        @Nullable Weighted weighted,
        List<Defeat> lostTo,
        List<String> aheadOf,
        List<String> equalTo,
        List<Standoff> incomparableWith) {

    /**
     * Another candidate that comes before.
     *
     * @param by what decides it
     * @param requirements its own requirements that are not met, if these decide; where the other has as many, those of which that is
     *     not known
     * @param dimensions what keeps it behind, if scores decide
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Defeat(
            String candidate, Criterion by, List<RequirementResult> requirements, List<DimensionLoss> dimensions) {

        public Defeat {
            requirements = List.copyOf(requirements);
            dimensions = List.copyOf(dimensions);
        }
    }

    /** Why two candidates cannot be compared. */
    public enum Standoffs {
        /** Each is better in something. */
        TRADE_OFF("tradeOff"),
        /** Facts that are not known decide. */
        WANT_OF_FACTS("wantOfFacts");

        private final String text;

        Standoffs(String text) {
            this.text = text;
        }

        /** As it is written in an answer. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Another candidate that is neither better nor worse nor equal.
     *
     * @param because why
     * @param worseIn in which dimensions it is certainly worse than the other
     * @param facts what would settle it, of both candidates
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Standoff(String candidate, Standoffs because, List<DimensionLoss> worseIn, List<OpenFacts> facts) {

        public Standoff {
            worseIn = List.copyOf(worseIn);
            facts = List.copyOf(facts);
        }
    }

    public Place {
        lostTo = List.copyOf(lostTo);
        aheadOf = List.copyOf(aheadOf);
        equalTo = List.copyOf(equalTo);
        incomparableWith = List.copyOf(incomparableWith);
    }

    static Place unranked(Candidate candidate) {
        return new Place(null, candidate, null, List.of(), List.of(), List.of(), List.of());
    }
}
