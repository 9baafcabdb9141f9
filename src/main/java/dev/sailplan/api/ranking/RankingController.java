package dev.sailplan.api.ranking;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.RankingDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.WeightsDocument;
import dev.sailplan.query.Mistake;
import dev.sailplan.report.ranking.Ranker;
import dev.sailplan.report.ranking.RankingReport;
import dev.sailplan.rule.Terms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rankings")
@Tag(name = "Rankings")
class RankingController {

    private static final Pointer CANDIDATES = Pointer.ROOT.field("candidates");
    private static final Pointer WEIGHTS = Pointer.ROOT.field("weights");
    private static final int FEWEST = 2;

    private final TopologyIntake intake;
    private final TopologyAssembly assembly;
    private final Ranker ranker;
    private final TermsChoice choice;
    private final int most;

    RankingController(
            TopologyIntake intake, TopologyAssembly assembly, Ranker ranker, TermsChoice choice, Limits limits) {
        this.intake = intake;
        this.assembly = assembly;
        this.ranker = ranker;
        this.choice = choice;
        this.most = limits.candidates();
    }

    @PostMapping(consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "rank",
            summary = "Which of several topologies is better in what",
            description =
                    "Ranks topologies by the requirements they meet, then by availability and isolation, which are not mixed"
                            + " unless the request weighs them. Says of each to which others it lost, in what and why, and with"
                            + " which it cannot be compared. What fails validation comes last, with its errors. As JSON or, on"
                            + " request, as Markdown.")
    RankingReport rank(
            @Parameter(
                            description =
                                    "The day for which the dates of all are judged. Default: the latest asOf of any,"
                                            + " else today (UTC).")
                    @RequestParam(required = false)
                    @Nullable
                    String asOf,
            @Parameter(description = TermsChoice.PROFILE) @RequestParam(required = false) @Nullable String profile,
            @Parameter(description = TermsChoice.SEVERITY) @RequestParam(required = false) @Nullable
                    List<String> severity,
            @Parameter(description = TermsChoice.IGNORE_WAIVERS, schema = @Schema(allowableValues = {"true", "false"}))
                    @RequestParam(required = false)
                    @Nullable
                    String ignoreWaivers,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms terms = choice.of(asOf, profile, severity, ignoreWaivers);
        ReadEnvelope<RankingDocument> document = sound(intake.receive(request, RankingDocument.class));
        return ranker.rank(document.topologies(), document.content(), terms);
    }

    /** Ends the request if there is not a number of topologies whose structure is sound. */
    private ReadEnvelope<RankingDocument> sound(ReadEnvelope<RankingDocument> document) {
        InputErrors errors = new InputErrors(document);
        List<NestedTopology> candidates = document.topologies();
        checkNumber(candidates.size(), errors);
        checkNames(candidates, errors);
        checkWeights(document.content().weights(), errors);
        candidates.stream().limit(most).forEach(topology -> assembly.assemble(topology, errors));
        errors.throwIfAny();
        return document;
    }

    private void checkNumber(int number, InputErrors errors) {
        if (number < FEWEST || number > most) {
            errors.add(new Mistake(
                    CANDIDATES,
                    "There are " + number + " candidates; send " + FEWEST + " to " + most
                            + " (the limit is set by sailplan.limits.candidates)."));
        }
    }

    private static void checkNames(List<NestedTopology> candidates, InputErrors errors) {
        Map<String, Pointer> known = new HashMap<>();
        for (NestedTopology candidate : candidates) {
            String name = candidate.document().content().name();
            Pointer first = name == null ? null : known.putIfAbsent(name, candidate.at());
            if (first != null) {
                errors.add(
                        candidate.at().field("name"),
                        "The candidate at " + first + " has the name " + name + " too; give each a name of its own.");
            }
        }
    }

    private static void checkWeights(@Nullable WeightsDocument weights, InputErrors errors) {
        if (weights != null && isNothing(weights.availability()) && isNothing(weights.isolation())) {
            errors.add(new Mistake(WEIGHTS, "Both weights are 0; give one of them more, or leave weights out."));
        }
    }

    private static boolean isNothing(@Nullable BigDecimal weight) {
        return weight != null && weight.signum() == 0;
    }
}
