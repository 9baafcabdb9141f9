package dev.sailplan.api.access;

import dev.sailplan.store.StoredKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.transaction.TransactionException;

/** Knows callers by their keys, those that were issued and the one of the settings. Other tokens are none of its business. */
final class KeyAuthentication implements AuthenticationProvider {

    private static final Caller BOOTSTRAP = new Caller("key:bootstrap", Role.ADMIN, Set.of());

    private final KeyRing keys;
    private final @Nullable String bootstrapHash;

    /**
     * Creates what knows callers.
     *
     * @param bootstrapKey of the settings, null if there is none
     */
    KeyAuthentication(KeyRing keys, @Nullable String bootstrapKey) {
        this.keys = keys;
        this.bootstrapHash = bootstrapKey == null ? null : Key.hash(bootstrapKey);
    }

    @Override
    public @Nullable Authentication authenticate(Authentication sent) {
        String token = ((BearerTokenAuthenticationToken) sent).getToken();
        if (bootstrapHash != null && Key.areEqual(bootstrapHash, Key.hash(token))) {
            return BOOTSTRAP.authenticated();
        }
        Optional<Key> key = Key.in(token);
        return key.isPresent() ? callerOf(key.get()).authenticated() : null;
    }

    private Caller callerOf(Key key) {
        try {
            return keys.find(key)
                    .map(KeyAuthentication::callerOf)
                    .orElseThrow(() -> new BadCredentialsException("This key is not known, or has expired"));
        } catch (DataAccessException | TransactionException away) {
            throw new IdentityUnavailable(away);
        }
    }

    private static Caller callerOf(StoredKey key) {
        return new Caller("key:" + key.id(), Role.of(key.role()).orElse(null), key.teams());
    }

    @Override
    public boolean supports(Class<?> type) {
        return BearerTokenAuthenticationToken.class.isAssignableFrom(type);
    }
}
