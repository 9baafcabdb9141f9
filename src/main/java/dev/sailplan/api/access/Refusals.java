package dev.sailplan.api.access;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers who is not known, or may not do it, with a problem like every other. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration LATER = Duration.ofSeconds(5);

    private static final String NOTHING_SENT =
            "Send a key or a token with the request, as Authorization: Bearer followed by it.";
    private static final String NOT_GOOD =
            "The key or token that was sent is not good: it is not known here, has expired, or was issued for another"
                    + " service.";

    private final HandlerExceptionResolver problems;
    private final Denials denials;

    Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, Denials denials) {
        this.problems = problems;
        this.denials = denials;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException unauthenticated) {
        if (unauthenticated instanceof IdentityUnavailable) {
            LOG.warn("Callers cannot be identified now", unauthenticated.getCause());
            answer(
                    ProblemException.unavailable(
                            "Who you are cannot be checked now; try again in a few seconds.", LATER),
                    request,
                    response);
            return;
        }
        boolean sentNothing = unauthenticated instanceof InsufficientAuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, sentNothing ? "Bearer" : "Bearer error=\"invalid_token\"");
        String why = sentNothing ? NOTHING_SENT : NOT_GOOD;
        denials.unknown(request, sentNothing ? "no key or token" : "a key or token that is not good");
        answer(new ProblemException(Problem.UNAUTHENTICATED, why), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied) {
        Caller caller = Caller.of(request);
        denials.forbidden(request, "its role is " + caller.role());
        String has = caller.role() == null ? "names no role of this service" : "has the role " + caller.role();
        answer(
                new ProblemException(
                        Problem.FORBIDDEN,
                        "The key or token " + has
                                + ", which is not enough for this. Ask an administrator for another."),
                request,
                response);
    }

    private void answer(ProblemException problem, HttpServletRequest request, HttpServletResponse response) {
        problems.resolveException(request, response, null, problem);
    }
}
