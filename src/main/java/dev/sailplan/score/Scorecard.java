package dev.sailplan.score;

/**
 * How available and how isolated a deployment is.
 *
 * @param availability what keeps working when something fails
 * @param isolation what one tenant's misfortune or misdeed means to others
 */
public record Scorecard(FamilyScore availability, FamilyScore isolation) {

    public FamilyScore of(Family family) {
        return family == Family.AVAILABILITY ? availability : isolation;
    }

    /** Returns this scorecard with the score of one dimension replaced. */
    public Scorecard with(DimensionDescription dimension, DimensionScore score) {
        Family family = dimension.family();
        return with(family, of(family).with(dimension.name(), score));
    }

    /** Returns this scorecard with the scores of one family replaced. */
    public Scorecard with(Family family, FamilyScore scores) {
        return family == Family.AVAILABILITY ? new Scorecard(scores, isolation) : new Scorecard(availability, scores);
    }
}
