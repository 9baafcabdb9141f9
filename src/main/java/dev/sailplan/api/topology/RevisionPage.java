package dev.sailplan.api.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the writes of a topology. */
@Schema(name = "TopologyRevisions", description = "A part of the writes of a topology, the newest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevisionPage(
        List<RevisionAnswer> revisions,

        @Schema(description = "The parameter before for the part after this one; left out at the end.") @Nullable
        Long next) {}
