package dev.sailplan.rule;

/** Looks on while rules run, to see how long they take: the engine has no clock, and what it answers does not depend on this. */
@FunctionalInterface
public interface RuleWatch {

    /** Looks at nothing. */
    RuleWatch NONE = code -> () -> {};

    /**
     * A rule begins.
     *
     * @return what is run when it ends, in whichever way
     */
    Runnable begin(String code);
}
