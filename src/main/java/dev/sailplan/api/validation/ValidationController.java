package dev.sailplan.api.validation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.report.ReportPart;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Validator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/validations")
@Tag(name = "Validations")
class ValidationController {

    private final TopologyIntake intake;
    private final Validator validator;
    private final Clock clock;

    ValidationController(TopologyIntake intake, Validator validator, Clock clock) {
        this.intake = intake;
        this.validator = validator;
        this.clock = clock;
    }

    @PostMapping(consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "validate",
            summary = "Check a topology",
            description =
                    "Checks a topology against every rule. A topology that can be read and is broken is no error: the"
                            + " answer is 200 with findings, unless failOn says otherwise.")
    ResponseEntity<ValidationReport> validate(
            @Parameter(
                            description =
                                    "The day for which dates are judged. Default: the document's asOf, else today (UTC).")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(
                            description = "Answer 422, with the same report, if the verdict is at least that bad.",
                            schema = @Schema(allowableValues = {"error", "warning"}))
                    @RequestParam(required = false)
                    @Nullable
                    String failOn,
            @Parameter(
                            description =
                                    "What the report holds besides: reachability, the matrix of services and client clusters.",
                            schema = @Schema(allowableValues = {"reachability"}))
                    @RequestParam(required = false)
                    @Nullable
                    String include,
            @Parameter(hidden = true) HttpServletRequest request) {
        LocalDate day = asOf == null ? null : dayOf(asOf);
        Threshold threshold = failOn == null ? null : Threshold.of(failOn);
        Set<ReportPart> parts = include == null ? Set.of() : partsOf(include);
        Received received = intake.receive(request);
        ValidationReport report =
                validator.validate(received.document(), received.hash(), day, LocalDate.now(clock), parts);
        boolean failed = threshold != null && threshold.isReachedBy(report.verdict());
        return ResponseEntity.status(failed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(report);
    }

    private static LocalDate dayOf(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter asOf has to be a date such as 2026-11-01, given once.");
        }
    }

    private static Set<ReportPart> partsOf(String text) {
        Set<ReportPart> parts = EnumSet.noneOf(ReportPart.class);
        for (String name : text.split(",", -1)) {
            parts.add(ReportPart.of(name.strip())
                    .orElseThrow(() -> new ProblemException(
                            Problem.INVALID_PARAMETER, "The parameter include has to be reachability.")));
        }
        return parts;
    }
}
