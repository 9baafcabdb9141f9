package dev.sailplan.api.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the stored topologies. */
@Schema(description = "A part of the stored topologies, by name.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TopologyPage(
        List<StoredTopology> topologies,

        @Schema(description = "The parameter cursor for the part after this one; left out at the end.") @Nullable
        String next) {}
