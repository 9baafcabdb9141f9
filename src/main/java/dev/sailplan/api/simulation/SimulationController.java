package dev.sailplan.api.simulation;

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
import dev.sailplan.api.topology.StoredDocuments;
import dev.sailplan.document.FailureDocument;
import dev.sailplan.document.FailuresDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.SimulationDocument;
import dev.sailplan.failure.Progress;
import dev.sailplan.query.FailurePoints;
import dev.sailplan.reachability.Failure;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.failure.Simulation;
import dev.sailplan.report.failure.SimulationMarkdown;
import dev.sailplan.report.failure.SimulationReport;
import dev.sailplan.topology.Service;
import dev.sailplan.topology.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Simulations")
class SimulationController {

    static final String PATH = "/api/v1/simulations";

    static final JobKind<SimulationReport> KIND =
            new JobKind<>("simulation", PATH, SimulationReport::entries, SimulationMarkdown::write);

    private static final Pointer FAILURES = Pointer.ROOT.field("failures");
    private static final Pointer UP_TO = Pointer.ROOT.field("upTo");

    /** So many times faster the same ways are looked at without pairs. */
    private static final int WITHOUT_PAIRS = 20;

    private static final String ASYNC = "respond-async runs the simulation as a job, however small it is.";
    private static final String SUMMARY = "What is lost when something fails";
    private static final String DESCRIPTION = "Takes parts of a topology away, those that are named or everything there"
            + " is, and answers which services are lost, degraded or failed over and which clusters are frozen, and why."
            + " As JSON or, on request, as Markdown. With Prefer: respond-async, or if there is more to look at than"
            + " sailplan.limits.simulation says, the answer is 202 and the Location of a job.";

    /** What was asked. */
    private record Request(Reachability reachability, Set<Failure> failures, int upTo) {

        SimulationReport simulate(Progress progress) {
            Simulation simulation = new Simulation(reachability);
            if (upTo == 0) {
                return simulation.of(failures, progress);
            }
            return upTo == 1 ? simulation.ofEach(progress) : simulation.ofEachAndPairs(progress);
        }

        /** Roughly how much there is to look at: the ways of calls, which pairs of failures take many times. */
        long size() {
            long ways = reachability.topology().services().stream()
                    .mapToLong(this::waysTo)
                    .sum();
            return upTo == 2 ? ways : ways / WITHOUT_PAIRS;
        }

        private long waysTo(Service service) {
            long workloads = service.workloads().orElse(List.of()).size();
            return workloads == 0
                    ? 0
                    : workloads
                            * reachability.consumption().consumersOf(service).size();
        }
    }

    private final TopologyIntake intake;
    private final StoredDocuments stored;
    private final TopologyAssembly assembly;
    private final JobDesk<SimulationReport> desk;
    private final long mostAtOnce;

    SimulationController(
            TopologyIntake intake, StoredDocuments stored, TopologyAssembly assembly, Jobs jobs, Limits limits) {
        this.intake = intake;
        this.stored = stored;
        this.assembly = assembly;
        this.desk = jobs.of(KIND);
        this.mostAtOnce = limits.simulation();
    }

    @PostMapping(
            path = PATH,
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(operationId = "simulate", summary = SUMMARY, description = DESCRIPTION)
    @Parameter(
            name = Preferences.HEADER,
            in = ParameterIn.HEADER,
            description = ASYNC,
            schema = @Schema(type = "string"))
    ResponseEntity<Object> simulate(@Parameter(hidden = true) HttpServletRequest request) {
        ReadEnvelope<SimulationDocument> document = intake.receive(request, SimulationDocument.class);
        InputErrors errors = new InputErrors(document);
        Optional<Topology> topology =
                document.topologies().stream().findFirst().flatMap(only -> assembly.assemble(only, errors));
        return answer(asked(topology, document.content().question(), errors), Preferences.areAsync(request));
    }

    @PostMapping(
            path = StoredDocuments.TOPOLOGY + "/simulations",
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML})
    @Operation(
            operationId = "simulateStored",
            tags = "Topologies",
            summary = "What a stored topology loses when something fails",
            description = "What POST /api/v1/simulations answers for the document, jobs included.")
    @Parameter(
            name = Preferences.HEADER,
            in = ParameterIn.HEADER,
            description = ASYNC,
            schema = @Schema(type = "string"))
    ResponseEntity<Object> simulateStored(
            @PathVariable String name,
            @Parameter(description = StoredDocuments.REVISION) @RequestParam(required = false) @Nullable
                    String revision,
            @Parameter(hidden = true) HttpServletRequest request) {
        ReadEnvelope<FailuresDocument> question = intake.receive(request, FailuresDocument.class);
        Topology topology =
                assembly.assembleStored(stored.read(name, revision).received().document());
        Request asked = asked(Optional.of(topology), question.content(), new InputErrors(question));
        return answer(asked, Preferences.areAsync(request));
    }

    private ResponseEntity<Object> answer(Request asked, boolean preferred) {
        return preferred || asked.size() > mostAtOnce
                ? desk.accept(asked::simulate, preferred)
                : ResponseEntity.ok(asked.simulate(Progress.UNWATCHED));
    }

    @GetMapping(PATH + "/{id}")
    @Operation(operationId = "getSimulation", summary = "How far a simulation is and, in the end, what it found")
    JobAnswer<SimulationReport> get(@PathVariable String id) {
        return desk.get(id);
    }

    @DeleteMapping(PATH + "/{id}")
    @Operation(operationId = "cancelSimulation", summary = "Ends a simulation, and forgets what it found")
    ResponseEntity<Void> cancel(@PathVariable String id) {
        return desk.cancel(id);
    }

    /** What is asked of a topology, or everything that is wrong in the body. */
    private static Request asked(Optional<Topology> topology, FailuresDocument question, InputErrors errors) {
        checkQuestion(question, errors);
        List<FailureDocument> written = Objects.requireNonNullElse(question.failures(), List.of());
        Set<Failure> failures = topology.map(known -> new FailurePoints(known).resolve(written, FAILURES))
                .map(resolved -> {
                    resolved.mistakes().forEach(errors::add);
                    return resolved.failures();
                })
                .orElse(Set.of());
        errors.throwIfAny();
        int upTo = Objects.requireNonNullElse(question.upTo(), 0);
        return new Request(Reachability.of(topology.orElseThrow()), failures, upTo);
    }

    /** One of the two is asked, and not nothing. */
    private static void checkQuestion(FailuresDocument question, InputErrors errors) {
        boolean named = question.failures() != null;
        boolean counted = question.upTo() != null;
        if (named && counted) {
            errors.add(UP_TO, "Either failures or upTo says what fails; leave one of them out.");
        } else if (named && Objects.requireNonNull(question.failures()).isEmpty()) {
            errors.add(FAILURES, "Nothing fails; name at least one failure, or write upTo instead.");
        } else if (!named && !counted && errors.areNone()) {
            errors.add(Pointer.ROOT, "Nothing fails; add failures, or upTo: 1 for every single failure there is.");
        }
    }
}
