package dev.sailplan.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.store.StoredKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of a key. */
@Schema(name = "Key", description = "A key that callers identify themselves with.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyAnswer(
        @Schema(description = "Its public part.") String id,

        @Schema(description = "What to send as Authorization: Bearer; told once, when it is made.") @Nullable
        String key,

        String description,

        @Schema(allowableValues = {"reader", "writer", "admin"})
        String role,

        List<String> teams,
        Instant createdAt,

        @Schema(description = "Who issued it.") String createdBy,

        Instant expiresAt,

        @Schema(description = "Until when the secret it had before is accepted, too; left out if it had none.")
        @Nullable
        Instant formerUntil) {

    static KeyAnswer of(StoredKey key) {
        return of(key, null);
    }

    /** With the key itself, which nobody can tell again. */
    static KeyAnswer of(StoredKey stored, @Nullable Key key) {
        return new KeyAnswer(
                stored.id(),
                key == null ? null : key.text(),
                stored.description(),
                stored.role(),
                stored.teams().stream().sorted().toList(),
                stored.createdAt(),
                stored.createdBy(),
                stored.expiresAt(),
                stored.formerUntil());
    }
}
