package dev.sailplan.api.limit;

import dev.sailplan.api.metrics.RefusalMeters;
import dev.sailplan.api.metrics.RefusalMeters.Reason;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Turns away clients who ask more often than they may. Probes of health are never turned away. */
final class RateFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final transient Optional<Clients> clients;
    private final transient RefusalMeters refusals;
    private final transient ProblemWriter problems;
    private final String health;

    /**
     * Creates a filter.
     *
     * @param clients none if they may ask as often as they like
     * @param health the path of probes
     */
    RateFilter(Optional<Clients> clients, RefusalMeters refusals, ProblemWriter problems, String health) {
        this.clients = clients;
        this.refusals = refusals;
        this.problems = problems;
        this.health = health;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Duration wait = isProbe(request) ? Duration.ZERO : waitOf(request);
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            refusals.refused(Reason.RATE);
            problems.write(refusal(wait), request, response);
        }
    }

    /** By the path the container has made of it, so that no detour leads past the limit. */
    private boolean isProbe(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.startsWith(health) && (path.length() == health.length() || path.charAt(health.length()) == '/');
    }

    private Duration waitOf(HttpServletRequest request) {
        return clients.map(known -> known.waitOf(Clients.clientOf(request))).orElse(Duration.ZERO);
    }

    private static ProblemException refusal(Duration wait) {
        Duration seconds = Duration.ofSeconds(wait.plusSeconds(1).minusNanos(1).toSeconds());
        return ProblemException.tooManyRequests(
                "You ask more often than a client may, so this was not done; try again in " + seconds.toSeconds()
                        + " s. GET /api/v1/events tells of changes without being asked.",
                seconds);
    }
}
