package dev.sailplan.api.simulation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.report.failure.SimulationReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of a job. */
@Schema(name = "SimulationJob", description = "A simulation that runs by itself.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobAnswer(
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
        SimulationReport result) {

    static JobAnswer of(Job job) {
        return new JobAnswer(
                job.id().toString(), job.state().name().toLowerCase(Locale.ROOT), job.progress(), job.report());
    }
}
