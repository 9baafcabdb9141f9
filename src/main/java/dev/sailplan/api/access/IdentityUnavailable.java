package dev.sailplan.api.access;

import org.springframework.security.core.AuthenticationException;

/** That nobody knows who it is now: the database of the keys, or the identity provider, does not answer. */
final class IdentityUnavailable extends AuthenticationException {

    private static final long serialVersionUID = 1;

    IdentityUnavailable(Throwable cause) {
        super("Callers cannot be identified now", cause);
    }
}
