package dev.sailplan.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;

/**
 * Who sends a request.
 *
 * @param name as the audit log knows it: {@code key:} and the public part of a key, {@code user:} and the subject of a token
 * @param role what it may; null if a token names no role
 * @param teams for which it may write
 */
public record Caller(String name, @Nullable Role role, Set<String> teams) implements AuthenticatedPrincipal {

    /** Whoever it is, where nobody is asked. */
    static final Caller ANYBODY = new Caller("anybody", Role.ADMIN, Set.of());

    public Caller {
        teams = Set.copyOf(teams);
    }

    /** Who sends this one. */
    public static Caller of(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof Caller caller
                ? caller
                : ANYBODY;
    }

    @Override
    public String getName() {
        return name;
    }

    /** Whether it may write what belongs to a team, or to nobody. */
    boolean mayWriteFor(@Nullable String owner) {
        return owner == null || role == Role.ADMIN || teams.contains(owner);
    }

    AbstractAuthenticationToken authenticated() {
        return UsernamePasswordAuthenticationToken.authenticated(
                this, null, role == null ? Set.of() : role.authorities());
    }
}
