package dev.sailplan.api.validation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.profile.ProfileChoice;
import dev.sailplan.profile.Profile;
import dev.sailplan.report.ReportPart;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
    private final ProfileChoice profiles;
    private final Clock clock;

    ValidationController(TopologyIntake intake, Validator validator, ProfileChoice profiles, Clock clock) {
        this.intake = intake;
        this.validator = validator;
        this.profiles = profiles;
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
            @Parameter(
                            description =
                                    "How severe findings are, such as strict; GET /api/v1/profiles lists what there is.")
                    @RequestParam(required = false)
                    @Nullable
                    String profile,
            @Parameter(
                            description =
                                    "Changes the profile for one rule: its code and error, warning, info or off, such as GWY009:error.")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> severity,
            @Parameter(
                            description = "For auditors: waived findings count like all others.",
                            schema = @Schema(allowableValues = {"true", "false"}))
                    @RequestParam(required = false)
                    @Nullable
                    String ignoreWaivers,
            @Parameter(hidden = true) HttpServletRequest request) {
        LocalDate day = asOf == null ? null : dayOf(asOf);
        Profile judging = profiles.of(profile, changesIn(severity));
        boolean auditing = ignoreWaivers != null && isTrue(ignoreWaivers);
        Threshold threshold = failOn == null ? null : Threshold.of(failOn);
        Set<ReportPart> parts = include == null ? Set.of() : partsOf(include);
        Received received = intake.receive(request);
        Terms terms = new Terms(day, LocalDate.now(clock), judging, auditing);
        ValidationReport report = validator.validate(received.document(), received.source(), terms, parts);
        boolean failed = threshold != null && threshold.isReachedBy(report.verdict());
        return ResponseEntity.status(failed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(report);
    }

    /** One that is given and empty is most likely an unset variable, and is refused like any that cannot be read. */
    private static List<String> changesIn(@Nullable List<String> severity) {
        if (severity == null) {
            return List.of();
        }
        return severity.isEmpty() ? List.of("") : severity;
    }

    private static LocalDate dayOf(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter asOf has to be a date such as 2026-11-01, given once.");
        }
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter ignoreWaivers has to be true or false, given once.");
        }
        return text.equals("true");
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
