package dev.sailplan.api.cors;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Refuses, as a problem, what a browser asks beforehand for a page that may not ask. Nothing else is refused: rules open the
 * service to pages from elsewhere, and close it to nobody who could ask without them. What such a page gets its browser does not
 * show to it.
 */
final class CrossOriginProcessor extends DefaultCorsProcessor {

    private final ProblemWriter problems;

    CrossOriginProcessor(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration rules, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean allowed = super.processRequest(rules, request, response);
        if (allowed || !CorsUtils.isPreFlightRequest(request)) {
            return true;
        }
        problems.write(
                new ProblemException(
                        Problem.ORIGIN_NOT_ALLOWED,
                        "Pages of this origin may not ask for this, with this method and these headers; what they may is set by"
                                + " sailplan.cors."),
                request,
                response);
        return false;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        // the problem is written once the request is at hand
    }
}
