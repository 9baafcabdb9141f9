package dev.sailplan.api.problem;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;

/** Writes problems down. */
public final class Problems {

    private static final String FAULT =
            "This is a fault of the service, not of the request; its log says more. There is no verdict.";
    private static final String OUT_OF_MEMORY =
            "There is not enough memory for this document now. There is no verdict; try again.";

    private static final String AWAY =
            "What is stored cannot be reached now. What was written before is not lost; try again.";

    private Problems() {}

    /**
     * What the client of something that failed gets to know, which is nothing of the implementation.
     *
     * @param fault what was thrown
     * @param path where it was asked for
     */
    public static ProblemDetail ofFault(Throwable fault, String path) {
        if (fault instanceof RuntimeException failure && isOfTheStore(failure)) {
            return detail(Problem.UNAVAILABLE, AWAY, path, List.of());
        }
        return isOutOfMemory(fault)
                ? detail(Problem.UNAVAILABLE, OUT_OF_MEMORY, path, List.of())
                : detail(Problem.INTERNAL_ERROR, FAULT, path, List.of());
    }

    /** Whether something failed because the store is away or did not answer in time, and not because of a bug. */
    public static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof TransactionException
                || (failure instanceof DataAccessException
                        && !(failure instanceof InvalidDataAccessResourceUsageException)
                        && !(failure instanceof DataIntegrityViolationException)
                        && !(failure instanceof IncorrectResultSizeDataAccessException));
    }

    /** Whether a document was within the limits, and too large beside others at the same time. */
    static boolean isOutOfMemory(Throwable fault) {
        return fault instanceof OutOfMemoryError || fault.getCause() instanceof OutOfMemoryError;
    }

    static ProblemDetail detail(Problem problem, String detail, @Nullable String path, List<InputError> errors) {
        ProblemDetail body = detail(problem, problem.status(), detail, path);
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        return body;
    }

    static ProblemDetail detail(Problem problem, HttpStatusCode status, String detail, @Nullable String path) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(problem.type()));
        body.setTitle(problem.title());
        body.setInstance(instance(path));
        return body;
    }

    /** A path that is no URI is left out rather than repaired. */
    private static @Nullable URI instance(@Nullable String path) {
        try {
            return path == null ? null : URI.create(path);
        } catch (IllegalArgumentException notAUri) {
            return null;
        }
    }
}
