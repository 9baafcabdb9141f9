package dev.sailplan.api.reevaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.store.Census;
import dev.sailplan.store.Headway;
import dev.sailplan.store.Unjudged;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far re-evaluation is. */
@Schema(name = "Reevaluation", description = "How far judging stored topologies again is.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReevaluationAnswer(
        @Schema(description = "Of what this replica judges by: rules, version and settings.")
        String edition,

        @Schema(description = "Whether this replica judges again, sailplan.reevaluation.enabled.")
        boolean enabled,

        @Schema(description = "Whether stored topologies are judged by this edition; not while a later one is there.")
        boolean governs,

        boolean running,

        @Schema(description = "How many are stored.") long topologies,

        @Schema(description = "How many of them have a report of another edition or day.")
        long stale,

        @Schema(
                description =
                        "How many of those cannot be judged by this edition, today; the log of the service says why.")
        long unjudged,

        @Schema(description = "Their names, the first 100.") List<String> failed,

        @Schema(description = "When nothing was left to do; left out if that was never so.") @Nullable
        Instant lastFinishedAt) {

    static ReevaluationAnswer of(String edition, boolean enabled, Headway headway, Census census, Unjudged unjudged) {
        return new ReevaluationAnswer(
                edition,
                enabled,
                headway.governs(),
                headway.running(),
                census.topologies(),
                census.stale(),
                unjudged.count(),
                unjudged.names(),
                headway.finishedAt());
    }
}
