package dev.sailplan.api.problem;

import java.util.List;

/** Carries a problem from where it is noticed to the answer. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient List<InputError> errors;

    /**
     * Creates the answer to a request.
     *
     * @param detail what is wrong with this request, and what to do: sentences without anything of the implementation
     */
    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of());
    }

    public ProblemException(Problem problem, String detail, List<InputError> errors) {
        super(detail, null, false, false);
        this.problem = problem;
        this.errors = List.copyOf(errors);
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<InputError> errors() {
        return errors;
    }
}
