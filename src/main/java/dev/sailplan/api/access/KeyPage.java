package dev.sailplan.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the keys. */
@Schema(name = "Keys", description = "A part of the keys, by their public part.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyPage(
        List<KeyAnswer> keys,

        @Schema(description = "The parameter after for the part after this one; left out at the end.") @Nullable
        String next) {}
