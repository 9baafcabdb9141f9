package dev.sailplan.api.access;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What a caller may do. Each role may do what those before it may. */
public enum Role {
    /** Asks, polls and listens. */
    READER,
    /** Also writes and deletes topologies of its teams. */
    WRITER,
    /** Also writes those of every team, issues keys, and reads the audit log. */
    ADMIN;

    /** As it is written in keys, tokens and answers: {@code writer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; none if it is no role. */
    static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.toString().equals(word)).findFirst();
    }

    /** This role and all it includes, as Spring Security asks for them. */
    Collection<GrantedAuthority> authorities() {
        return Stream.of(values())
                .filter(role -> role.compareTo(this) <= 0)
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.name()))
                .toList();
    }
}
