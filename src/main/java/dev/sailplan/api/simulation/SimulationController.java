package dev.sailplan.api.simulation;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.FailureDocument;
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
import dev.sailplan.topology.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(SimulationController.PATH)
@Tag(name = "Simulations")
class SimulationController {

    static final String PATH = "/api/v1/simulations";

    private static final Pointer FAILURES = Pointer.ROOT.field("failures");
    private static final Pointer UP_TO = Pointer.ROOT.field("upTo");
    private static final String SUMMARY = "What is lost when something fails";
    private static final String DESCRIPTION = "Takes parts of a topology away, those that are named or everything there"
            + " is, and answers which services are lost, degraded or failed over and which clusters are frozen, and why."
            + " As JSON or, on request, as Markdown. With Prefer: respond-async, or if the topology is over"
            + " sailplan.limits.simulation and pairs are asked for, the answer is 202 and the Location of a job.";

    /** What was asked. */
    private record Request(Reachability reachability, Set<Failure> failures, int upTo) {

        SimulationReport simulate(Progress progress) {
            Simulation simulation = new Simulation(reachability);
            if (upTo == 0) {
                return simulation.of(failures, progress);
            }
            return upTo == 1 ? simulation.ofEach(progress) : simulation.ofEachAndPairs(progress);
        }

        /** Roughly how much there is to look at: pairs take each consumer's ways many times. */
        long size() {
            Topology topology = reachability.topology();
            long workloads = topology.services().stream()
                    .mapToLong(service -> service.workloads().orElse(List.of()).size())
                    .sum();
            return upTo == 2 ? workloads : 0;
        }
    }

    private final TopologyIntake intake;
    private final TopologyAssembly assembly;
    private final Jobs jobs;
    private final long mostAtOnce;

    SimulationController(TopologyIntake intake, TopologyAssembly assembly, Jobs jobs, Limits limits) {
        this.intake = intake;
        this.assembly = assembly;
        this.jobs = jobs;
        this.mostAtOnce = limits.simulation();
    }

    @PostMapping(
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(operationId = "simulate", summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<Object> simulate(
            @Parameter(description = "respond-async runs the simulation as a job.")
                    @RequestHeader(name = "Prefer", required = false)
                    @Nullable
                    String prefer,
            @Parameter(hidden = true) HttpServletRequest request) {
        Request asked = read(request);
        boolean asynchronous = (prefer != null && prefer.contains("respond-async")) || asked.size() > mostAtOnce;
        return asynchronous ? accepted(asked::simulate) : ResponseEntity.ok(asked.simulate(Progress.UNWATCHED));
    }

    @PostMapping(
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.MARKDOWN)
    @Operation(operationId = "simulate", summary = SUMMARY, description = DESCRIPTION)
    String explain(@Parameter(hidden = true) HttpServletRequest request) {
        Request asked = read(request);
        if (asked.size() > mostAtOnce) {
            throw new ProblemException(
                    Problem.DOCUMENT_TOO_LARGE,
                    "Pairs of failures of a topology with more than " + mostAtOnce
                            + " workloads are simulated as a job, which answers in JSON; the limit is set by"
                            + " sailplan.limits.simulation.");
        }
        return SimulationMarkdown.write(asked.simulate(Progress.UNWATCHED));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getSimulation", summary = "How far a simulation is and, in the end, what it found")
    JobAnswer get(@PathVariable UUID id) {
        return jobs.find(id).map(JobAnswer::of).orElseThrow(SimulationController::unknown);
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelSimulation", summary = "Ends a simulation, and forgets what it found")
    ResponseEntity<Void> cancel(@PathVariable UUID id) {
        if (!jobs.remove(id)) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.NOT_FOUND, "There is no such simulation; what one found is kept for a quarter of an hour.");
    }

    private ResponseEntity<Object> accepted(Function<Progress, SimulationReport> work) {
        Job job = jobs.submit(work)
                .orElseThrow(() -> new ProblemException(
                        Problem.UNAVAILABLE, "Too many simulations wait already; try again in a minute."));
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + job.id()))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(JobAnswer.of(job));
    }

    private Request read(HttpServletRequest request) {
        ReadEnvelope<SimulationDocument> document = intake.receive(request, SimulationDocument.class);
        InputErrors errors = new InputErrors(document);
        Optional<Topology> topology =
                document.topologies().stream().findFirst().flatMap(only -> assembly.assemble(only, errors));
        SimulationDocument content = document.content();
        checkQuestion(content, errors);
        List<FailureDocument> written = Objects.requireNonNullElse(content.failures(), List.of());
        Set<Failure> failures = topology.map(known -> new FailurePoints(known).resolve(written, FAILURES))
                .map(resolved -> {
                    resolved.mistakes().forEach(errors::add);
                    return resolved.failures();
                })
                .orElse(Set.of());
        errors.throwIfAny();
        int upTo = Objects.requireNonNullElse(content.upTo(), 0);
        return new Request(Reachability.of(topology.orElseThrow()), failures, upTo);
    }

    /** One of the two is asked, and not nothing. */
    private static void checkQuestion(SimulationDocument content, InputErrors errors) {
        boolean named = content.failures() != null;
        boolean counted = content.upTo() != null;
        if (named && counted) {
            errors.add(UP_TO, "Either failures or upTo says what fails; leave one of them out.");
        } else if (named && Objects.requireNonNull(content.failures()).isEmpty()) {
            errors.add(FAILURES, "Nothing fails; name at least one failure, or write upTo instead.");
        } else if (!named && !counted && errors.areNone()) {
            errors.add(Pointer.ROOT, "Nothing fails; add failures, or upTo: 1 for every single failure there is.");
        }
    }
}
