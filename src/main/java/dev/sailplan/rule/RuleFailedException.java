package dev.sailplan.rule;

/** A rule threw, which is a bug in it: the document has no verdict. */
public final class RuleFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleFailedException(String code, RuntimeException cause) {
        super("Rule " + code + " failed", cause);
    }
}
