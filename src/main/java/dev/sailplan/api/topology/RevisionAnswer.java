package dev.sailplan.api.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.report.Verdict;
import dev.sailplan.store.Revision;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A write of a topology. */
@Schema(
        name = "TopologyRevision",
        description = "A write of a topology; of a deletion there is nothing but when it was.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevisionAnswer(
        @Schema(description = "From 1, one higher each time.")
        long revision,

        boolean deleted,
        Instant writtenAt,
        @Nullable String mediaType,

        @Schema(description = "Of the document, in hexadecimal.") @Nullable
        String sha256,

        @Schema(description = "Of the document, in bytes.") @Nullable
        Long size,

        @Schema(description = "The verdict when it was written.") @Nullable
        Verdict verdict) {

    static RevisionAnswer of(Revision revision) {
        return revision.deleted()
                ? new RevisionAnswer(revision.number(), true, revision.writtenAt(), null, null, null, null)
                : new RevisionAnswer(
                        revision.number(),
                        false,
                        revision.writtenAt(),
                        revision.mediaType(),
                        revision.sha256(),
                        revision.size(),
                        Verdict.valueOf(revision.verdict()));
    }
}
