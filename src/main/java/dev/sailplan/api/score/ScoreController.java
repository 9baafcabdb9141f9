package dev.sailplan.api.score;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.api.topology.StoredDocuments;
import dev.sailplan.report.score.ScoreReport;
import dev.sailplan.report.score.Scoring;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Scores")
class ScoreController {

    private static final String AS_OF =
            "The day for which dates are judged. Default: the document's asOf, else today (UTC).";

    private final TopologyIntake intake;
    private final StoredDocuments stored;
    private final TopologyAssembly assembly;
    private final Scoring scoring;
    private final TermsChoice choice;

    ScoreController(
            TopologyIntake intake,
            StoredDocuments stored,
            TopologyAssembly assembly,
            Scoring scoring,
            TermsChoice choice) {
        this.intake = intake;
        this.stored = stored;
        this.assembly = assembly;
        this.scoring = scoring;
        this.choice = choice;
    }

    @PostMapping(
            path = "/api/v1/scores",
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "score",
            summary = "How available and how isolated a topology is",
            description =
                    "Scores a topology in dimensions of availability and of isolation, each in bands whose meaning it says,"
                            + " with every point explained, the facts that would settle what is open, and the one change"
                            + " that was tried and raises it most. As JSON or, on request, as Markdown.")
    ScoreReport score(
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = TermsChoice.AVAILABILITY_OF) @RequestParam(required = false) @Nullable
                    List<String> availabilityOf,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms terms = choice.of(asOf, null, null, null, availabilityOf);
        return score(intake.receive(request), terms);
    }

    @GetMapping(StoredDocuments.TOPOLOGY + "/scores")
    @Operation(
            operationId = "getStoredScores",
            tags = "Topologies",
            summary = "How available and how isolated a stored topology is",
            description = "What POST /api/v1/scores answers for the document, worked out when it is asked for.")
    ResponseEntity<ScoreReport> scoreStored(
            @PathVariable String name,
            @Parameter(description = StoredDocuments.REVISION) @RequestParam(required = false) @Nullable
                    String revision,
            @Parameter(description = AS_OF) @RequestParam(required = false) @Nullable String asOf,
            @Parameter(description = TermsChoice.AVAILABILITY_OF) @RequestParam(required = false) @Nullable
                    List<String> availabilityOf) {
        Terms terms = choice.of(asOf, null, null, null, availabilityOf);
        ScoreReport report = score(stored.read(name, revision).received(), terms);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(report);
    }

    private ScoreReport score(Received received, Terms terms) {
        assembly.assemble(received.document());
        return scoring.score(received.document(), received.source(), terms);
    }
}
