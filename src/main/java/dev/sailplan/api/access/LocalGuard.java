package dev.sailplan.api.access;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Where only this machine can call and nobody is asked: answers what is asked of this machine by its own name alone. Any page
 * that a browser on it shows could otherwise call, under a name that its owner makes lead here.
 */
@Component
@Conditional(OnLocalUse.class)
class LocalGuard extends OncePerRequestFilter {

    private static final Pattern LOCAL =
            Pattern.compile("(.+\\.)?localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?");

    private final HandlerExceptionResolver problems;

    LocalGuard(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LOCAL.matcher(request.getServerName()).matches()) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(
                    request,
                    response,
                    null,
                    new ProblemException(
                            Problem.MISDIRECTED_REQUEST,
                            "The header Host has another name than one of this machine, such as localhost. If that is"
                                    + " meant so, set sailplan.access.control to always, or to never."));
        }
    }
}
