package dev.sailplan.api.webhook;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.access.Acts;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.topology.Names;
import dev.sailplan.store.Registered;
import dev.sailplan.store.Subscription;
import dev.sailplan.store.VerdictLog;
import dev.sailplan.store.Webhook;
import dev.sailplan.store.WebhookStore;
import dev.sailplan.webhook.Secrets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Nothing that is answered here is to be kept by a cache: an answer may have a secret in it, and a URL may be one. */
@RestController
@RequestMapping(WebhookController.PATH)
@Tag(name = "Webhooks")
class WebhookController {

    static final String PATH = "/api/v1/webhooks";

    private final WebhookIntake intake;
    private final WebhookStore store;
    private final VerdictLog log;
    private final WebhookDesk desk;
    private final WebhookSettings settings;
    private final Acts acts;
    private final Clock clock;

    WebhookController(
            WebhookIntake intake,
            WebhookStore store,
            VerdictLog log,
            WebhookDesk desk,
            WebhookSettings settings,
            Acts acts,
            Clock clock) {
        this.intake = intake;
        this.store = store;
        this.log = log;
        this.desk = desk;
        this.settings = settings;
        this.acts = acts;
        this.clock = clock;
    }

    @PutMapping(
            path = "/{name}",
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(
            operationId = "putWebhook",
            summary = "Be told of changes of verdicts",
            description =
                    "Each change after this call is sent to the URL as a POST, signed, in order, and again until it"
                            + " is answered with 2xx. The answer to the first call of a name has the secret that messages are"
                            + " signed with, and no later one does. A later call replaces what is told and where, and keeps"
                            + " secret and position.")
    ResponseEntity<WebhookAnswer> put(
            @Parameter(description = "A DNS label, by which it is found again.") @PathVariable String name,
            @Parameter(hidden = true) HttpServletRequest request) {
        checkName(name);
        Secrets secrets = desk.secrets();
        Subscription subscription = intake.receive(request);
        Registered registered = store.put(name, subscription, desk.random(), settings.most(), acts.of(request))
                .orElseThrow(this::tooMany);
        return registered.created()
                ? answer(ResponseEntity.created(URI.create(PATH + "/" + name)), registered.webhook(), secrets)
                : answer(registered.webhook());
    }

    private static void checkName(String name) {
        if (!Names.isName(name)) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER,
                    "The name of a webhook has to be a DNS label: at most 63 lower-case letters, digits and dashes, no"
                            + " dash at the ends.");
        }
    }

    private ProblemException tooMany() {
        return new ProblemException(
                Problem.TOO_MANY_WEBHOOKS,
                "There are " + settings.most()
                        + " webhooks already, as many as sailplan.webhooks.most allows; delete one first.");
    }

    private ResponseEntity<WebhookAnswer> answer(Webhook webhook) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(WebhookAnswer.of(webhook, null, log.newest(), clock.instant()));
    }

    private ResponseEntity<WebhookAnswer> answer(ResponseEntity.BodyBuilder answer, Webhook webhook, Secrets secrets) {
        return answer.cacheControl(CacheControl.noStore())
                .body(WebhookAnswer.of(webhook, secrets.current(webhook), log.newest(), clock.instant()));
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(operationId = "listWebhooks", summary = "All webhooks, and how far each has been told")
    ResponseEntity<WebhookList> list() {
        Instant now = clock.instant();
        long newest = log.newest();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new WebhookList(store.list().stream()
                        .map(webhook -> WebhookAnswer.of(webhook, null, newest, now))
                        .toList()));
    }

    @GetMapping(path = "/{name}", produces = MediaTypes.JSON)
    @Operation(operationId = "getWebhook", summary = "A webhook, how far it has been told, and what fails")
    ResponseEntity<WebhookAnswer> get(@PathVariable String name) {
        return answer(found(store.find(name)));
    }

    private static Webhook found(Optional<Webhook> webhook) {
        return webhook.orElseThrow(WebhookController::missing);
    }

    private static ProblemException missing() {
        return new ProblemException(
                Problem.NOT_FOUND, "There is no webhook of this name; GET /api/v1/webhooks lists those there are.");
    }

    @DeleteMapping("/{name}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Be told nothing any more",
            description =
                    "What is being sent is still sent. A webhook of the same name that is created later has another"
                            + " secret, and begins with what changes after it.")
    ResponseEntity<Void> delete(@PathVariable String name, @Parameter(hidden = true) HttpServletRequest request) {
        if (!store.delete(name, acts.of(request))) {
            throw missing();
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping(path = "/{name}/pings", produces = MediaTypes.JSON)
    @Operation(
            operationId = "pingWebhook",
            summary = "Try a webhook",
            description =
                    "Sends a message that tells of nothing, once, and answers what became of it. It changes nothing"
                            + " in what is told, and works while that is paused.")
    ResponseEntity<PingAnswer> ping(@PathVariable String name) {
        Webhook webhook = found(store.find(name));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(desk.ping(webhook, clock.instant()));
    }

    @PostMapping(path = "/{name}/secrets", produces = MediaTypes.JSON)
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give a webhook another secret",
            description =
                    "The answer has it, and no later one does. For a while messages are signed with the one before"
                            + " as well, so that the receiver can change from one to the other.")
    ResponseEntity<WebhookAnswer> rotate(
            @PathVariable String name, @Parameter(hidden = true) HttpServletRequest request) {
        Secrets secrets = desk.secrets();
        Instant until = clock.instant().plus(settings.formerSecret());
        return answer(ResponseEntity.ok(), found(store.rotate(name, desk.random(), until, acts.of(request))), secrets);
    }

    @PostMapping(path = "/{name}/resumptions", produces = MediaTypes.JSON)
    @Operation(
            operationId = "resumeWebhook",
            summary = "Go on telling a webhook that is paused, or waits after a failure",
            description =
                    "It goes on where it was: nothing that changed in between is left out, unless it was forgotten,"
                            + " and then that is told.")
    ResponseEntity<WebhookAnswer> resume(
            @PathVariable String name, @Parameter(hidden = true) HttpServletRequest request) {
        return answer(found(store.resume(name, acts.of(request))));
    }
}
