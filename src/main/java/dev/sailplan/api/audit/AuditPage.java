package dev.sailplan.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the audit log. */
@Schema(name = "AuditLog", description = "A part of the audit log, the newest entries first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AuditPage(
        List<AuditAnswer> entries,

        @Schema(description = "The parameter before for the part after this one; left out at the end.") @Nullable
        String next) {}
