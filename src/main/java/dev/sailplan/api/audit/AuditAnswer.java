package dev.sailplan.api.audit;

import dev.sailplan.store.AuditEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;

/** An entry of the audit log. */
@Schema(name = "AuditEntry", description = "What somebody did, or was refused.")
record AuditAnswer(
        Instant at,

        @Schema(
                description = "Who: key: and the public part of a key, user: and the subject of a token, anybody where"
                        + " nobody is asked, or unknown.")
        String actor,

        @Schema(description = "The address it came from.") String address,

        @Schema(description = "What was done, such as put-topology; request if it was refused.")
        String action,

        @Schema(description = "What it was done to, such as topology/bookshop; of a refusal method and path.")
        String target,

        @Schema(allowableValues = {"done", "denied"}) String result,

        @Schema(description = "More about it, such as the revision that was written.")
        String detail) {

    static AuditAnswer of(AuditEntry entry) {
        return new AuditAnswer(
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.action().word(),
                entry.target(),
                entry.result().name().toLowerCase(Locale.ROOT),
                entry.detail());
    }
}
