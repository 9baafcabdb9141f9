package dev.sailplan.api.access;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.store.Act;
import dev.sailplan.store.KeyStore;
import dev.sailplan.store.StoredKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(KeyController.PATH)
@Tag(name = "Keys")
class KeyController {

    static final String PATH = "/api/v1/keys";

    private static final int DAYS = 90;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LONGEST_TEAMS = 4_000;
    private static final int MOST_LISTED = 100;
    private static final int LONGEST_OVERLAP = 168;
    private static final Pointer DESCRIPTION = Pointer.ROOT.field("description");
    private static final Pointer TEAMS = Pointer.ROOT.field("teams");

    private final TopologyIntake intake;
    private final KeyStore store;
    private final KeyRing ring;
    private final Acts acts;
    private final Clock clock;

    KeyController(TopologyIntake intake, KeyStore store, KeyRing ring, Acts acts, Clock clock) {
        this.intake = intake;
        this.store = store;
        this.ring = ring;
        this.acts = acts;
        this.clock = clock;
    }

    @PostMapping(
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(
            operationId = "createKey",
            summary = "Issue a key",
            description = "The answer has the key, which is told this once: what is kept of it is a hash.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaTypes.JSON,
                                        schema = @Schema(implementation = KeyRequest.class)),
                                @Content(
                                        mediaType = MediaTypes.YAML,
                                        schema = @Schema(implementation = KeyRequest.class))
                            }))
    ResponseEntity<KeyAnswer> create(@Parameter(hidden = true) HttpServletRequest request) {
        KeyRequest asked = checked(intake.receive(request, KeyRequest.class));
        Key key = Key.create();
        Act act = acts.of(request);
        StoredKey stored = storedOf(key, asked, act);
        store.add(stored, act);
        return ResponseEntity.created(URI.create(PATH + "/" + key.id()))
                .cacheControl(CacheControl.noStore())
                .body(KeyAnswer.of(stored, key));
    }

    private static KeyRequest checked(ReadEnvelope<KeyRequest> envelope) {
        InputErrors errors = new InputErrors(envelope);
        KeyRequest asked = envelope.content();
        if (asked.description() != null && !isKept(asked.description(), LONGEST_DESCRIPTION)) {
            errors.add(
                    DESCRIPTION,
                    "A description has at most " + LONGEST_DESCRIPTION
                            + " characters, none of them a control character.");
        }
        List<String> teams = Objects.requireNonNullElse(asked.teams(), List.of());
        for (int i = 0; i < teams.size(); i++) {
            if (teams.get(i).isEmpty() || !isKept(teams.get(i), LONGEST_TEAMS)) {
                errors.add(TEAMS.index(i), "A team is a text that is not empty and has no control characters.");
            }
        }
        if (String.join("\n", teams).length() > LONGEST_TEAMS) {
            errors.add(TEAMS, "The teams have more than " + LONGEST_TEAMS + " characters together.");
        }
        errors.throwIfAny();
        return asked;
    }

    private static boolean isKept(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static StoredKey storedOf(Key key, KeyRequest asked, Act act) {
        int days = Objects.requireNonNullElse(asked.days(), DAYS);
        return new StoredKey(
                key.id(),
                Objects.requireNonNull(asked.description()),
                Objects.requireNonNull(asked.role()).toString(),
                Set.copyOf(Objects.requireNonNullElse(asked.teams(), List.of())),
                key.hash(),
                null,
                null,
                act.at(),
                act.actor(),
                act.at().plus(Duration.ofDays(days)));
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(operationId = "listKeys", summary = "The keys there are, without their secrets")
    ResponseEntity<KeyPage> list(
            @Parameter(description = "The next of the answer before.") @RequestParam(required = false) @Nullable
                    String after) {
        List<StoredKey> found = store.list(Objects.requireNonNullElse(after, ""), MOST_LISTED + 1);
        List<KeyAnswer> keys =
                found.stream().limit(MOST_LISTED).map(KeyAnswer::of).toList();
        String next = found.size() > MOST_LISTED ? keys.get(MOST_LISTED - 1).id() : null;
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new KeyPage(keys, next));
    }

    @GetMapping(path = "/{id}", produces = MediaTypes.JSON)
    @Operation(operationId = "getKey", summary = "A key, without its secret")
    ResponseEntity<KeyAnswer> get(@PathVariable String id) {
        StoredKey key = store.find(id).orElseThrow(KeyController::unknown);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(KeyAnswer.of(key));
    }

    @PostMapping(path = "/{id}/rotations", produces = MediaTypes.JSON)
    @Operation(
            operationId = "rotateKey",
            summary = "Give a key another secret",
            description = "The answer has the key with its new secret. The one it had is accepted for a while, so that"
                    + " who uses it has time to change it; one that it had before that is not.")
    ResponseEntity<KeyAnswer> rotate(
            @PathVariable String id,
            @Parameter(
                            description = "For how many hours the secret it has now goes on being accepted, 0 to 168."
                                    + " Default: 24.",
                            schema = @Schema(type = "integer", minimum = "0", maximum = "168"))
                    @RequestParam(defaultValue = "24")
                    String overlapHours,
            @Parameter(hidden = true) HttpServletRequest request) {
        Key key = Key.renewed(id);
        Instant until = clock.instant().plus(Duration.ofHours(hoursIn(overlapHours)));
        StoredKey rotated =
                store.rotate(id, key.hash(), until, acts.of(request)).orElseThrow(KeyController::unknown);
        ring.forget(id);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(KeyAnswer.of(rotated, key));
    }

    private static int hoursIn(String text) {
        try {
            int hours = Integer.parseInt(text.strip());
            if (hours >= 0 && hours <= LONGEST_OVERLAP) {
                return hours;
            }
        } catch (NumberFormatException notANumber) {
            throw invalidOverlap();
        }
        throw invalidOverlap();
    }

    private static ProblemException invalidOverlap() {
        return new ProblemException(
                Problem.INVALID_PARAMETER,
                "The parameter overlapHours has to be a whole number from 0 to " + LONGEST_OVERLAP + ".");
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "revokeKey",
            summary = "Take a key back",
            description = "This replica refuses it at once, others within five seconds.")
    ResponseEntity<Void> revoke(@PathVariable String id, @Parameter(hidden = true) HttpServletRequest request) {
        boolean there = store.revoke(id, acts.of(request));
        ring.forget(id);
        if (!there) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.NOT_FOUND, "There is no such key; GET " + PATH + " lists those there are.");
    }
}
