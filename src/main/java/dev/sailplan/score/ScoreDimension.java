package dev.sailplan.score;

/**
 * One question that is asked of a deployment, with its answer in bands. Described by {@link DimensionInfo}; found by type, so a
 * new one is a class, a page and a test.
 */
public interface ScoreDimension {

    /** Judges a deployment. The same deployment gets the same answer, whatever order its elements are in. */
    Assessment assess(Deployment deployment);
}
