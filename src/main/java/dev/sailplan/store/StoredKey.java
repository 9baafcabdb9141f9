package dev.sailplan.store;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key that callers identify themselves with.
 *
 * @param id its public part
 * @param description what it is for, or whose it is; at most 200 characters
 * @param role what it allows, in one word of at most 8 characters
 * @param teams for which it may write, none of them with a line break; together at most 4,000 characters
 * @param secretHash of the secret, SHA-256 in hexadecimal
 * @param formerHash of the secret before, null if there was none
 * @param formerUntil until when that one is accepted as well, null if there was none
 * @param createdBy who issued it; at most 300 characters
 * @param expiresAt from when on it is not accepted any more
 */
public record StoredKey(
        String id,
        String description,
        String role,
        Set<String> teams,
        String secretHash,
        @Nullable String formerHash,
        @Nullable Instant formerUntil,
        Instant createdAt,
        String createdBy,
        Instant expiresAt) {

    public StoredKey {
        teams = Set.copyOf(teams);
    }

    /** With another secret, beside which the one there is now is accepted for a while. */
    public StoredKey rotated(String newHash, Instant until) {
        return new StoredKey(id, description, role, teams, newHash, secretHash, until, createdAt, createdBy, expiresAt);
    }

    /** The teams as one text, in order. */
    String joinedTeams() {
        return String.join("\n", new TreeSet<>(teams));
    }
}
