package dev.sailplan.api.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.registry.Digest;
import dev.sailplan.report.ValidationReport.Summary;
import dev.sailplan.report.Verdict;
import dev.sailplan.store.Entry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a dashboard shows of a topology. */
@Schema(description = "A stored topology, and its validation in short.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredTopology(
        String name,

        @Schema(description = "How often it was written, deletions included.")
        long revision,

        @Schema(description = "What If-Match expects for the next write.")
        String etag,

        @Schema(description = "When it was written.") Instant changedAt,

        @Schema(description = "Of the document as it was written, in hexadecimal.")
        String sha256,

        Verdict verdict,

        @Schema(description = "How far it was checked: structure or topology.")
        String phase,

        @Schema(description = "The day for which dates were judged.")
        LocalDate asOf,

        Summary summary,

        @Schema(description = "Points, from 0 to 100; left out if only its structure was checked.") @Nullable
        Integer availability,

        @Schema(description = "Points, from 0 to 100; left out if only its structure was checked.") @Nullable
        Integer isolation,

        @Schema(description = "The version of the rules it was judged by.")
        String ruleset,

        @Schema(description = "Whether rules or dates have changed since, and it is going to be judged again.")
        boolean stale) {

    static StoredTopology of(Entry entry, Digest digest, boolean fresh) {
        return new StoredTopology(
                entry.name(),
                entry.revision(),
                EntityTags.quoted(entry.tag()),
                entry.changedAt(),
                entry.sha256(),
                digest.verdict(),
                digest.phase(),
                digest.asOf(),
                digest.summary(),
                digest.availability(),
                digest.isolation(),
                digest.ruleset(),
                !fresh);
    }
}
