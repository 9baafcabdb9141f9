package dev.sailplan.api.topology;

import dev.sailplan.api.MediaTypes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Tells who polls and knows what there is that nothing changed.
 *
 * <p>It comes after all other filters, and says what {@link StoredValidationController} would say, to which it leaves everything
 * else. Looking for that handler, and calling it, takes longer than all that has to be done.
 */
final class PollFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final Pattern POLL =
            Pattern.compile(Pattern.quote(StoredDocuments.PATH) + "/([^/]+)/validation(/summary)?");

    /** Those without weights and alternatives, which leave no choice but JSON. */
    private static final Set<String> JSON = Set.of(MediaType.ALL_VALUE, MediaTypes.JSON);

    private final transient Polls polls;
    private final transient HandlerExceptionResolver failures;

    PollFilter(Polls polls, HandlerExceptionResolver failures) {
        this.polls = polls;
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isAnswered(request, response)) {
            chain.doFilter(request, response);
        }
    }

    private boolean isAnswered(HttpServletRequest request, HttpServletResponse response) {
        Matcher poll = POLL.matcher(request.getServletPath());
        if (request.getHeader(HttpHeaders.IF_NONE_MATCH) == null || !poll.matches() || !isOfJson(request)) {
            return false;
        }
        try {
            return isKnown(poll.group(1), poll.group(2), request, response);
        } catch (RuntimeException failure) {
            return isAnswered(failure, request, response);
        }
    }

    private static boolean isOfJson(HttpServletRequest request) {
        String method = request.getMethod();
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return (method.equals("GET") || method.equals("HEAD")) && (accepted == null || JSON.contains(accepted));
    }

    private boolean isKnown(
            String name, @Nullable String summary, HttpServletRequest request, HttpServletResponse response) {
        String suffix = summary == null ? "" : summary;
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(StoredValidationController.VALIDATION + suffix));
        return summary == null
                ? polls.knowsReport(name, request, response)
                : polls.knowsSummary(name, request, response);
    }

    /** As if the handler had failed. */
    private boolean isAnswered(RuntimeException failure, HttpServletRequest request, HttpServletResponse response) {
        if (failures.resolveException(request, response, null, failure) == null) {
            throw failure;
        }
        return true;
    }
}
