package dev.sailplan.api.validation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.api.terms.Threshold;
import dev.sailplan.report.ReportListener;
import dev.sailplan.report.ReportListener.Occasion;
import dev.sailplan.report.ReportPart;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
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
    private final TermsChoice choice;
    private final ReportListener listener;

    ValidationController(TopologyIntake intake, Validator validator, TermsChoice choice, ReportListener listener) {
        this.intake = intake;
        this.validator = validator;
        this.choice = choice;
        this.listener = listener;
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
            @Parameter(description = TermsChoice.PROFILE) @RequestParam(required = false) @Nullable String profile,
            @Parameter(description = TermsChoice.SEVERITY) @RequestParam(required = false) @Nullable
                    List<String> severity,
            @Parameter(description = TermsChoice.IGNORE_WAIVERS, schema = @Schema(allowableValues = {"true", "false"}))
                    @RequestParam(required = false)
                    @Nullable
                    String ignoreWaivers,
            @Parameter(description = TermsChoice.AVAILABILITY_OF) @RequestParam(required = false) @Nullable
                    List<String> availabilityOf,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms terms = choice.of(asOf, profile, severity, ignoreWaivers, availabilityOf);
        Threshold threshold = failOn == null ? null : Threshold.of(failOn);
        Set<ReportPart> parts = include == null ? Set.of() : partsOf(include);
        Received received = intake.receive(request);
        ValidationReport report = validator.validate(received.document(), received.source(), terms, parts);
        listener.made(report, Occasion.REQUEST);
        boolean failed = threshold != null && threshold.isReachedBy(report.verdict());
        return ResponseEntity.status(failed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(report);
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
