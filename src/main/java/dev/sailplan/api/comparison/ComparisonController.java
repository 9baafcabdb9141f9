package dev.sailplan.api.comparison;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.api.terms.Threshold;
import dev.sailplan.document.ComparisonDocument;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.report.comparison.Comparer;
import dev.sailplan.report.comparison.ComparisonReport;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/comparisons")
@Tag(name = "Comparisons")
class ComparisonController {

    private static final Pointer BASE = Pointer.ROOT.field("base");
    private static final Pointer HEAD = Pointer.ROOT.field("head");

    private final TopologyIntake intake;
    private final TopologyAssembly assembly;
    private final Comparer comparer;
    private final TermsChoice choice;

    ComparisonController(TopologyIntake intake, TopologyAssembly assembly, Comparer comparer, TermsChoice choice) {
        this.intake = intake;
        this.assembly = assembly;
        this.comparer = comparer;
        this.choice = choice;
    }

    @PostMapping(consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "compare",
            summary = "What a change of a topology does",
            description =
                    "Compares two versions of a topology: which elements are not the same, whatever the order they are"
                            + " written in, and which findings are new, resolved or unchanged. As JSON or, on request, as"
                            + " Markdown for a pull request. The verdict is that on the change: only what is new counts.")
    ResponseEntity<ComparisonReport> compare(
            @Parameter(
                            description = "The day for which the dates of both are judged. Default: the asOf of head,"
                                    + " else today (UTC).")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(
                            description =
                                    "Answer 422, with the same report, if the verdict on the change is at least that bad.",
                            schema = @Schema(allowableValues = {"error", "warning"}))
                    @RequestParam(required = false)
                    @Nullable
                    String failOn,
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
        ReadEnvelope<ComparisonDocument> document = sound(intake.receive(request, ComparisonDocument.class));
        ComparisonReport report = comparer.compare(at(BASE, document), at(HEAD, document), terms);
        boolean failed = threshold != null && threshold.isReachedBy(report.verdict());
        return ResponseEntity.status(failed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(report);
    }

    /** Ends the request if there are not two topologies whose structure is sound. */
    private ReadEnvelope<ComparisonDocument> sound(ReadEnvelope<ComparisonDocument> document) {
        InputErrors errors = new InputErrors(document);
        document.topologies().forEach(topology -> assembly.assemble(topology, errors));
        errors.throwIfAny();
        return document;
    }

    private static ReadDocument at(Pointer place, ReadEnvelope<ComparisonDocument> document) {
        return document.topologies().stream()
                .filter(topology -> topology.at().equals(place))
                .map(NestedTopology::document)
                .findFirst()
                .orElseThrow();
    }
}
