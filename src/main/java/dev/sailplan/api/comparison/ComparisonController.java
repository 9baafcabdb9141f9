package dev.sailplan.api.comparison;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.api.terms.Threshold;
import dev.sailplan.api.topology.StoredDocuments;
import dev.sailplan.api.topology.StoredDocuments.Stored;
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
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Comparisons")
class ComparisonController {

    private static final Pointer BASE = Pointer.ROOT.field("base");
    private static final Pointer HEAD = Pointer.ROOT.field("head");

    private static final String AS_OF =
            "The day for which the dates of both are judged. Default: the asOf of head, else today (UTC).";
    private static final String FAIL_ON =
            "Answer 422, with the same report, if the verdict on the change is at least that bad.";

    private final TopologyIntake intake;
    private final StoredDocuments stored;
    private final TopologyAssembly assembly;
    private final Comparer comparer;
    private final TermsChoice choice;

    ComparisonController(
            TopologyIntake intake,
            StoredDocuments stored,
            TopologyAssembly assembly,
            Comparer comparer,
            TermsChoice choice) {
        this.intake = intake;
        this.stored = stored;
        this.assembly = assembly;
        this.comparer = comparer;
        this.choice = choice;
    }

    @PostMapping(
            path = "/api/v1/comparisons",
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "compare",
            summary = "What a change of a topology does",
            description =
                    "Compares two versions of a topology: which elements are not the same, whatever the order they are"
                            + " written in, and which findings are new, resolved or unchanged. As JSON or, on request, as"
                            + " Markdown for a pull request. The verdict is that on the change: only what is new counts.")
    ResponseEntity<ComparisonReport> compare(
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = FAIL_ON, schema = @Schema(allowableValues = {"error", "warning"}))
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
        ComparisonReport report = compare(intake.receive(request, ComparisonDocument.class), terms);
        return ResponseEntity.status(statusOf(report, threshold)).body(report);
    }

    @GetMapping(StoredDocuments.TOPOLOGY + "/comparison")
    @Operation(
            operationId = "compareStored",
            tags = "Topologies",
            summary = "What changed between two revisions of a stored topology",
            description = "What POST /api/v1/comparisons answers for their documents.")
    ResponseEntity<ComparisonReport> compareStored(
            @PathVariable String name,
            @Parameter(
                            description = "The revision to compare with. Default: the one before head that is no"
                                    + " deletion.")
                    @RequestParam(required = false)
                    @Nullable
                    String base,
            @Parameter(description = "The revision that is compared with it. Default: the newest.")
                    @RequestParam(required = false)
                    @Nullable
                    String head,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = FAIL_ON, schema = @Schema(allowableValues = {"error", "warning"}))
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
                    List<String> availabilityOf) {
        Terms terms = choice.of(asOf, profile, severity, ignoreWaivers, availabilityOf);
        Threshold threshold = failOn == null ? null : Threshold.of(failOn);
        Stored after = stored.read(name, head);
        Stored before = base == null ? stored.readBefore(name, after.number()) : stored.read(name, base);
        ComparisonReport report = compare(together(before, after), terms);
        return ResponseEntity.status(statusOf(report, threshold))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(report);
    }

    /** Two revisions as if they had been sent in one body, each with the positions of its own document. */
    private static ReadEnvelope<ComparisonDocument> together(Stored before, Stored after) {
        ReadDocument base = before.received().document();
        ReadDocument head = after.received().document();
        return new ReadEnvelope<>(
                new ComparisonDocument(base.content(), head.content()),
                List.of(),
                head.positions(),
                List.of(new NestedTopology(BASE, base), new NestedTopology(HEAD, head)));
    }

    /** Compares two topologies, if both are there and their structure is sound. */
    private ComparisonReport compare(ReadEnvelope<ComparisonDocument> document, Terms terms) {
        InputErrors errors = new InputErrors(document);
        document.topologies().forEach(topology -> assembly.assemble(topology, errors));
        errors.throwIfAny();
        return comparer.compare(at(BASE, document), at(HEAD, document), terms);
    }

    private static HttpStatus statusOf(ComparisonReport report, @Nullable Threshold threshold) {
        boolean failed = threshold != null && threshold.isReachedBy(report.verdict());
        return failed ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    private static ReadDocument at(Pointer place, ReadEnvelope<ComparisonDocument> document) {
        return document.topologies().stream()
                .filter(topology -> topology.at().equals(place))
                .map(NestedTopology::document)
                .findFirst()
                .orElseThrow();
    }
}
