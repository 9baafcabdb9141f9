package dev.sailplan.api.topology;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.access.Acts;
import dev.sailplan.api.access.Ownership;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.fix.Source;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Once;
import dev.sailplan.store.Outcome;
import dev.sailplan.store.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores topologies that are not there yet, each once, however often a client that got no answer asks for it. */
@RestController
@RequestMapping(StoredDocuments.PATH)
@Tag(name = "Topologies")
class CreationController {

    private static final String NAME =
            "A DNS label, by which it is found again. Default: the name in the document, which has to be one then.";

    private final TopologyIntake intake;
    private final TopologyRegistry registry;
    private final Ownership ownership;
    private final Acts acts;

    CreationController(TopologyIntake intake, TopologyRegistry registry, Ownership ownership, Acts acts) {
        this.intake = intake;
        this.registry = registry;
        this.ownership = ownership;
        this.acts = acts;
    }

    @PostMapping(
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(
            operationId = "createTopology",
            summary = "Store a topology that is not there yet",
            description = "Creates and never replaces: if there is one of the name, the answer is 409 and nothing is"
                    + " stored. With an Idempotency-Key the same request can be sent again until it is answered, and"
                    + " stores once; every answer is the first one.")
    ResponseEntity<StoredTopology> create(
            @Parameter(description = NAME) @RequestParam(required = false) @Nullable String name,
            @Parameter(hidden = true) HttpServletRequest request) {
        String asked = name == null ? null : Names.checked(name);
        Precondition precondition = EntityTags.of(request);
        Optional<String> key = IdempotencyKeys.of(request);
        Source source = intake.take(request);
        Optional<Once> once = key.map(each -> IdempotencyKeys.once(each, asked, source));
        Outcome outcome =
                once.flatMap(registry::outcomeOf).orElseGet(() -> write(asked, source, precondition, once, request));
        return answer(outcome, precondition, request);
    }

    private Outcome write(
            @Nullable String asked,
            Source source,
            Precondition precondition,
            Optional<Once> once,
            HttpServletRequest request) {
        Received received = intake.read(source);
        LabelChoice.check(received.document());
        ownership.check(TopologyRegistry.ownerIn(received.document()), request);
        String name = asked == null ? Names.in(received.document()) : asked;
        return registry.put(
                name, received.document(), source, precondition.and(Precondition.absent()), once, acts.of(request));
    }

    private ResponseEntity<StoredTopology> answer(
            Outcome outcome, Precondition precondition, HttpServletRequest request) {
        if (outcome instanceof Outcome.Written written) {
            return answer(written.entry()).body(bodyOf(written.entry()));
        }
        if (outcome instanceof Outcome.Repeated repeated) {
            return answer(repeated.entry())
                    .header(IdempotencyKeys.REPLAYED, "true")
                    .body(bodyOf(repeated.entry()));
        }
        throw refused(outcome, precondition, request);
    }

    private static ResponseEntity.BodyBuilder answer(Entry entry) {
        return ResponseEntity.created(URI.create(StoredDocuments.PATH + "/" + entry.name()))
                .eTag(EntityTags.quoted(entry.tag()));
    }

    /** As it was when it was written: whoever asks again gets the same bytes. */
    private StoredTopology bodyOf(Entry entry) {
        return StoredTopology.of(entry, registry.digestOf(entry), true);
    }

    private ProblemException refused(Outcome outcome, Precondition precondition, HttpServletRequest request) {
        if (outcome instanceof Outcome.Refused refused && precondition.holdsFor(refused.current())) {
            String tag =
                    refused.current().map(Entry::tag).map(EntityTags::quoted).orElseThrow();
            return new ProblemException(
                    Problem.CONFLICT,
                    "Nothing was written, as there is a topology of this name, whose newest revision is " + tag
                            + ". PUT replaces it; the parameter name gives this one another name.");
        }
        if (outcome instanceof Outcome.KeyReused) {
            return new ProblemException(
                    Problem.IDEMPOTENCY_KEY_REUSED,
                    "Another request was carried out with this " + IdempotencyKeys.HEADER
                            + ": another document, notation or name. Give every request a key of its own.");
        }
        return TopologyController.refused(outcome, ownership, request);
    }
}
