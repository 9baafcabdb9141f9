package dev.sailplan.api.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/** Knows callers by tokens of the identity provider, which have been verified already. */
final class TokenCallers implements Converter<Jwt, AbstractAuthenticationToken> {

    private final String rolesClaim;
    private final String teamsClaim;

    TokenCallers(AccessSettings settings) {
        this.rolesClaim = settings.rolesClaim();
        this.teamsClaim = settings.teamsClaim();
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        return callerOf(token).authenticated();
    }

    private Caller callerOf(Jwt token) {
        Optional<Role> role = wordsIn(token, rolesClaim).stream()
                .flatMap(word -> Role.of(word).stream())
                .max(Comparator.naturalOrder());
        return new Caller("user:" + nameOf(token), role.orElse(null), wordsIn(token, teamsClaim));
    }

    /** Who it is about; a token of a client alone may not say, and then has the client. */
    private static String nameOf(Jwt token) {
        return Stream.of(token.getSubject(), token.getClaimAsString("client_id"), token.getClaimAsString("azp"))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("unknown");
    }

    /** A list of texts, or one text of words with spaces between them, as scopes are. */
    private static Set<String> wordsIn(Jwt token, String claim) {
        Object value = valueOf(token.getClaims(), claim);
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        }
        return value instanceof String text ? Set.copyOf(List.of(text.strip().split(" +"))) : Set.of();
    }

    /** A name of a claim may have dots itself: whole it comes first. */
    private static @Nullable Object valueOf(Map<?, ?> claims, String path) {
        int dot = path.indexOf('.');
        if (claims.containsKey(path) || dot < 0) {
            return claims.get(path);
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? valueOf(inner, path.substring(dot + 1))
                : null;
    }
}
