package dev.sailplan.api.ranking;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.job.JobAnswer;
import dev.sailplan.api.job.JobDesk;
import dev.sailplan.api.job.JobKind;
import dev.sailplan.api.job.Jobs;
import dev.sailplan.api.job.Preferences;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.RankingDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.WeightsDocument;
import dev.sailplan.failure.Progress;
import dev.sailplan.query.Mistake;
import dev.sailplan.report.ranking.Ranker;
import dev.sailplan.report.ranking.RankingMarkdown;
import dev.sailplan.report.ranking.RankingReport;
import dev.sailplan.rule.Terms;
import dev.sailplan.topology.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(RankingController.PATH)
@Tag(name = "Rankings")
class RankingController {

    static final String PATH = "/api/v1/rankings";
    static final JobKind<RankingReport> KIND =
            new JobKind<>("ranking", PATH, RankingReport::entries, RankingMarkdown::write);

    private static final Pointer CANDIDATES = Pointer.ROOT.field("candidates");
    private static final Pointer WEIGHTS = Pointer.ROOT.field("weights");
    private static final int FEWEST = 2;

    private final TopologyIntake intake;
    private final TopologyAssembly assembly;
    private final Ranker ranker;
    private final TermsChoice choice;
    private final JobDesk<RankingReport> desk;
    private final int most;
    private final long mostAtOnce;

    RankingController(
            TopologyIntake intake,
            TopologyAssembly assembly,
            Ranker ranker,
            TermsChoice choice,
            Jobs jobs,
            Limits limits) {
        this.intake = intake;
        this.assembly = assembly;
        this.ranker = ranker;
        this.choice = choice;
        this.desk = jobs.of(KIND);
        this.most = limits.candidates();
        this.mostAtOnce = limits.ranking();
    }

    @PostMapping(consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "rank",
            summary = "Which of several topologies is better in what",
            description =
                    "Ranks topologies by the requirements they meet, then by availability and isolation, which are not mixed"
                            + " unless the request weighs them. Says of each to which others it lost, in what and why, and with"
                            + " which it cannot be compared. What fails validation comes last, with its errors. As JSON or, on"
                            + " request, as Markdown. With Prefer: respond-async, or if the candidates hold more than"
                            + " sailplan.limits.ranking says, the answer is 202 and the Location of a job.")
    @Parameter(
            name = Preferences.HEADER,
            in = ParameterIn.HEADER,
            description = "respond-async runs the ranking as a job, however small it is.",
            schema = @Schema(type = "string"))
    ResponseEntity<Object> rank(
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
            @Parameter(description = TermsChoice.AVAILABILITY_OF) @RequestParam(required = false) @Nullable
                    List<String> availabilityOf,
            @Parameter(hidden = true) HttpServletRequest request) {
        Terms terms = choice.of(asOf, profile, severity, ignoreWaivers, availabilityOf);
        ReadEnvelope<RankingDocument> document = intake.receive(request, RankingDocument.class);
        long size = sizeOf(sound(document));
        boolean preferred = Preferences.areAsync(request);
        Function<Progress, RankingReport> work =
                progress -> ranker.rank(document.topologies(), document.content(), terms, progress);
        return preferred || size > mostAtOnce
                ? desk.accept(work, preferred)
                : ResponseEntity.ok(work.apply(Progress.UNWATCHED));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getRanking", summary = "How far a ranking is and, in the end, what it found")
    JobAnswer<RankingReport> get(@PathVariable String id) {
        return desk.get(id);
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelRanking", summary = "Ends a ranking, and forgets what it found")
    ResponseEntity<Void> cancel(@PathVariable String id) {
        return desk.cancel(id);
    }

    /** Roughly how much there is to look at. */
    private static long sizeOf(List<Topology> candidates) {
        return candidates.stream()
                .mapToLong(candidate -> candidate.clusters().size()
                        + candidate.services().stream()
                                .mapToLong(service -> 1L
                                        + service.workloads().orElse(List.of()).size())
                                .sum())
                .sum();
    }

    /** Ends the request if there is not a number of topologies whose structure is sound. */
    private List<Topology> sound(ReadEnvelope<RankingDocument> document) {
        InputErrors errors = new InputErrors(document);
        List<NestedTopology> candidates = document.topologies();
        checkNumber(candidates.size(), errors);
        checkNames(candidates, errors);
        checkWeights(document.content().weights(), errors);
        List<Topology> assembled = candidates.stream()
                .limit(most)
                .map(topology -> assembly.assemble(topology, errors))
                .flatMap(Optional::stream)
                .toList();
        errors.throwIfAny();
        return assembled;
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
