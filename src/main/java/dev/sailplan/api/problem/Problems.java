package dev.sailplan.api.problem;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Writes problems down. */
final class Problems {

    private Problems() {}

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
