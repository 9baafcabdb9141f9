package dev.sailplan.api.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may do what, {@code sailplan.access.*}.
 *
 * @param control whether callers are asked who they are
 * @param bootstrapKey what the first administrator sends as a key, to issue others; null if there is none
 * @param rolesClaim where a token has its roles; a dot leads into an object
 * @param teamsClaim where it has its teams
 * @param openMetrics whether metrics are read without a key
 * @param auditedDenials how many refusals of one minute are kept in the audit log, in each replica
 * @param auditKept how long the audit log goes back
 */
@Validated
@ConfigurationProperties("sailplan.access")
record AccessSettings(
        @NotNull @DefaultValue("auto") AccessControl control,

        @Pattern(
                regexp = "[A-Za-z0-9._~+/-]{32,1000}=*",
                message = "has to be 32 or more letters, digits or any of . _ ~ + / -")
        @Nullable
        String bootstrapKey,

        @NotBlank @DefaultValue("roles") String rolesClaim,
        @NotBlank @DefaultValue("teams") String teamsClaim,
        @DefaultValue("false") boolean openMetrics,
        @Min(0) @Max(10_000) @DefaultValue("60") int auditedDenials,

        @NotNull @DurationMin(days = 1) @DefaultValue("400d")
        Duration auditKept) {

    /** The key is nobody's business. */
    @Override
    public String toString() {
        return ("AccessSettings[control=%s, bootstrapKey=%s, rolesClaim=%s, teamsClaim=%s, openMetrics=%s,"
                        + " auditedDenials=%s, auditKept=%s]")
                .formatted(
                        control,
                        bootstrapKey == null ? "none" : "given",
                        rolesClaim,
                        teamsClaim,
                        openMetrics,
                        auditedDenials,
                        auditKept);
    }
}
