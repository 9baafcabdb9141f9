package dev.sailplan.report;

/** Looks on while a document is validated, step by step; what is answered does not depend on this. */
@FunctionalInterface
public interface StepWatch {

    /** Looks at nothing. */
    StepWatch NONE = step -> () -> {};

    /** What a validation consists of. */
    enum Step {
        /** All rules, on the document as it is. */
        RULES,
        /** Fixes, tried one by one. */
        FIXES,
        /** Scores, and what would raise them. */
        SCORES
    }

    /**
     * A step begins.
     *
     * @return what is run when it ends, in whichever way
     */
    Runnable begin(Step step);
}
