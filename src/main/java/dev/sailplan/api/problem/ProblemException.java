package dev.sailplan.api.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a problem from where it is noticed to the answer. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient List<InputError> errors;
    private final @Nullable Duration retryAfter;

    /**
     * Creates the answer to a request.
     *
     * @param detail what is wrong with this request, and what to do: sentences without anything of the implementation
     */
    public ProblemException(Problem problem, String detail) {
        this(problem, detail, List.of());
    }

    public ProblemException(Problem problem, String detail, List<InputError> errors) {
        this(problem, detail, errors, null);
    }

    private ProblemException(Problem problem, String detail, List<InputError> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.problem = problem;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** What cannot be answered now, and can be asked again after a while. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(Problem.UNAVAILABLE, detail, List.of(), retryAfter);
    }

    /** What was asked too often, and can be asked again after a while. */
    public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
        return new ProblemException(Problem.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
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

    /** When the request may succeed; none if it has to be another one. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
