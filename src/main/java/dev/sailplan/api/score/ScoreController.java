package dev.sailplan.api.score;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.report.score.ScoreReport;
import dev.sailplan.report.score.Scoring;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/scores")
@Tag(name = "Scores")
class ScoreController {

    private final TopologyIntake intake;
    private final TopologyAssembly assembly;
    private final Scoring scoring;
    private final TermsChoice choice;

    ScoreController(TopologyIntake intake, TopologyAssembly assembly, Scoring scoring, TermsChoice choice) {
        this.intake = intake;
        this.assembly = assembly;
        this.scoring = scoring;
        this.choice = choice;
    }

    @PostMapping(consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "score",
            summary = "How available and how isolated a topology is",
            description =
                    "Scores a topology in dimensions of availability and of isolation, each in bands whose meaning it says,"
                            + " with every point explained, the facts that would settle what is open, and the one change"
                            + " that was tried and raises it most. As JSON or, on request, as Markdown.")
    ScoreReport score(
            @Parameter(
                            description =
                                    "The day for which dates are judged. Default: the document's asOf, else today (UTC).")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = TermsChoice.AVAILABILITY_OF) @RequestParam(required = false) @Nullable
                    List<String> availabilityOf,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms terms = choice.of(asOf, null, null, null, availabilityOf);
        Received received = intake.receive(request);
        checkStructure(received.document());
        return scoring.score(received.document(), received.source(), terms);
    }

    /** Ends the request if the structure of the topology is broken. */
    private void checkStructure(ReadDocument document) {
        NestedTopology itself = new NestedTopology(Pointer.ROOT, document);
        InputErrors errors = new InputErrors(
                new ReadEnvelope<>(document.content(), List.of(), document.positions(), List.of(itself)));
        assembly.assemble(itself, errors);
        errors.throwIfAny();
    }
}
