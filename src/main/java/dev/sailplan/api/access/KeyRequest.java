package dev.sailplan.api.access;

import dev.sailplan.document.About;
import dev.sailplan.document.Required;
import dev.sailplan.document.Within;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that is asked for. */
@About("A key that is asked for.")
@Schema(name = "KeyRequest", description = "A key that is asked for.")
public record KeyRequest(
        @About("What it is for, or whose it is.")
        @Required
        @Schema(
                description = "What it is for, or whose it is; at most 200 characters.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String description,

        @About("What it allows.")
        @Required
        @Schema(
                description = "What it allows.",
                type = "string",
                allowableValues = {"reader", "writer", "admin"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        Role role,

        @About("The teams for which it may write: topologies whose label team has one of these. Absent: none.")
        @Schema(
                description =
                        "The teams for which it may write: topologies whose label team has one of these, beside those"
                                + " without. Default: none.")
        @Nullable
        List<String> teams,

        @About("After how many days it expires. Absent: 90.")
        @Within(min = 1, max = 366)
        @Schema(description = "After how many days it expires. Default: 90.", minimum = "1", maximum = "366")
        @Nullable
        Integer days) {}
