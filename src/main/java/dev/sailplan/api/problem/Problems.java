package dev.sailplan.api.problem;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Writes problems down. */
public final class Problems {

    private static final String FAULT =
            "This is a fault of the service, not of the request; its log says more. There is no verdict.";
    private static final String OUT_OF_MEMORY =
            "There is not enough memory for this document now. There is no verdict; try again.";

    private Problems() {}

    /**
     * What the client of something that failed gets to know, which is nothing of the implementation.
     *
     * @param fault what was thrown
     * @param path where it was asked for
     */
    public static ProblemDetail ofFault(Throwable fault, String path) {
        return isOutOfMemory(fault)
                ? detail(Problem.UNAVAILABLE, OUT_OF_MEMORY, path, List.of())
                : detail(Problem.INTERNAL_ERROR, FAULT, path, List.of());
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
