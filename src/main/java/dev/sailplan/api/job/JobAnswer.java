package dev.sailplan.api.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/**
 * What is known of a job.
 *
 * @param <T> what it finds
 */
@Schema(description = "Work that runs by itself.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAnswer<T>(
        @Schema(description = "Its name, which ends its path.", requiredMode = Schema.RequiredMode.REQUIRED)
        String id,

        @Schema(
                description = "What has become of it.",
                allowableValues = {"queued", "running", "done", "failed", "cancelled"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        String state,

        @Schema(description = "How much of it is done, from 0 to 1.", requiredMode = Schema.RequiredMode.REQUIRED)
        double progress,

        @Schema(description = "What it found; left out until it is done.") @Nullable
        T result,

        @Schema(description = "Why it failed; left out unless it did.", ref = "#/components/schemas/Problem") @Nullable
        ProblemDetail problem,

        @JsonIgnore @Schema(hidden = true) JobKind<T> kind) {

    static <T> JobAnswer<T> of(Job<T> job) {
        return new JobAnswer<>(
                job.id().toString(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.progress(),
                job.result(),
                job.problem(),
                job.kind());
    }

    /** The same for people: what it found, or else what has become of it. */
    String markdown() {
        if (result != null) {
            return kind.markdown().apply(result);
        }
        String why = problem == null ? Math.round(progress * 100) + " % done." : problem.getDetail();
        return "# Job %s\n\nThis %s is %s. %s\n".formatted(id, kind.name(), state, why);
    }
}
