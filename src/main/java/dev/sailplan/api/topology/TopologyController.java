package dev.sailplan.api.topology;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.access.Acts;
import dev.sailplan.api.access.Ownership;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.report.Verdict;
import dev.sailplan.store.Content;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Listing;
import dev.sailplan.store.Outcome;
import dev.sailplan.store.Page;
import dev.sailplan.store.Precondition;
import dev.sailplan.store.Revision;
import dev.sailplan.store.TopologyStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping(StoredDocuments.PATH)
@Tag(name = "Topologies")
class TopologyController {

    private static final String PATH = StoredDocuments.PATH;

    private static final String MOST_LISTED = "1000";
    private static final String NAME = "A DNS label, by which it is found again; the document may have another name.";

    private final TopologyIntake intake;
    private final TopologyRegistry registry;
    private final TopologyStore store;
    private final Ownership ownership;
    private final Acts acts;
    private final Clock clock;

    TopologyController(
            TopologyIntake intake,
            TopologyRegistry registry,
            TopologyStore store,
            Ownership ownership,
            Acts acts,
            Clock clock) {
        this.intake = intake;
        this.registry = registry;
        this.store = store;
        this.ownership = ownership;
        this.acts = acts;
        this.clock = clock;
    }

    @PutMapping(
            path = "/{name}",
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(
            operationId = "putTopology",
            summary = "Store a topology",
            description = "Writes a revision and validates it. A topology with findings is stored like any other; what"
                    + " cannot be read is not. If-None-Match: * creates and never replaces, If-Match replaces the"
                    + " revision whose ETag it has and no other; otherwise the answer is 412 and nothing is stored.")
    ResponseEntity<StoredTopology> put(
            @Parameter(description = NAME) @PathVariable String name,
            @Parameter(hidden = true) HttpServletRequest request) {
        String checked = Names.checked(name);
        Precondition precondition = ownership.expectedBy(request).and(EntityTags.of(request));
        Received received = intake.receive(request);
        LabelChoice.check(received.document());
        ownership.check(TopologyRegistry.ownerIn(received.document()), request);
        Outcome outcome = registry.put(checked, received.document(), received.source(), precondition, acts.of(request));
        if (!(outcome instanceof Outcome.Written written)) {
            throw refused(outcome, ownership, request);
        }
        URI location = URI.create(PATH + "/" + checked);
        ResponseEntity.BodyBuilder answer =
                written.previous().isPresent() ? ResponseEntity.ok() : ResponseEntity.created(location);
        return answer.eTag(EntityTags.quoted(written.entry().tag())).body(answerOf(written.entry()));
    }

    static ProblemException refused(Outcome outcome, Ownership ownership, HttpServletRequest request) {
        if (outcome instanceof Outcome.Refused refused) {
            refused.current().ifPresent(entry -> ownership.check(entry.owner(), request));
            String there = refused.current()
                    .map(entry -> "the newest revision is " + EntityTags.quoted(entry.tag()))
                    .orElse("there is no topology of this name");
            return new ProblemException(
                    Problem.PRECONDITION_FAILED,
                    "Nothing was written, as " + there
                            + ", which is not what If-Match or If-None-Match expects. Read it, and decide again.");
        }
        return StoredDocuments.missing();
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(operationId = "listTopologies", summary = "What is stored, and how sound it is")
    ResponseEntity<TopologyPage> list(
            @Parameter(
                            description = "Only those with this verdict.",
                            schema = @Schema(allowableValues = {"PASS", "WARN", "FAIL"}))
                    @RequestParam(required = false)
                    @Nullable
                    String verdict,
            @Parameter(description = "Only those with this label, such as team=payments; of several, those with all.")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> label,
            @Parameter(
                            description = "How many at most, 1 to " + MOST_LISTED + ". Default: 100.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = MOST_LISTED))
                    @RequestParam(defaultValue = "100")
                    String limit,
            @Parameter(description = "The next of the answer before.") @RequestParam(required = false) @Nullable
                    String cursor) {
        Instant now = clock.instant();
        Page page = store.list(new Listing(
                verdict == null ? null : verdictOf(verdict).name(),
                LabelChoice.of(label),
                cursor == null ? "" : Names.named(cursor),
                numberOf("limit", limit)));
        List<StoredTopology> topologies =
                page.entries().stream().map(entry -> answerOf(entry, now)).toList();
        String next = page.more()
                ? Names.cursor(page.entries().get(page.entries().size() - 1).name())
                : null;
        return linked(next == null ? null : link(verdict, label, limit, next)).body(new TopologyPage(topologies, next));
    }

    private static URI link(@Nullable String verdict, @Nullable List<String> labels, String limit, String cursor) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(PATH)
                .queryParam("limit", limit.strip())
                .queryParam("cursor", cursor);
        Optional.ofNullable(verdict).ifPresent(each -> link.queryParam("verdict", each));
        return Optional.ofNullable(labels)
                .map(all -> link.queryParam(
                                "label",
                                Stream.generate(() -> "{}").limit(all.size()).toArray())
                        .encode()
                        .buildAndExpand(all.toArray())
                        .toUri())
                .orElseGet(() -> link.encode().build().toUri());
    }

    private static ResponseEntity.BodyBuilder linked(@Nullable URI next) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate());
        return next == null ? answer : answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }

    private static Verdict verdictOf(String text) {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_PARAMETER, "The parameter verdict has to be PASS, WARN or FAIL, given once."));
    }

    private static int numberOf(String parameter, String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= Integer.parseInt(MOST_LISTED)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(parameter);
        }
        throw invalid(parameter);
    }

    private static ProblemException invalid(String parameter) {
        return new ProblemException(
                Problem.INVALID_PARAMETER,
                "The parameter " + parameter + " has to be a number from 1 to " + MOST_LISTED + ".");
    }

    @GetMapping("/{name}")
    @Operation(
            operationId = "getTopology",
            summary = "A topology as it was written",
            description = "The document of the newest revision, byte for byte, in the notation it was written in.")
    @Nullable
    ResponseEntity<byte[]> get(@PathVariable String name, @Parameter(hidden = true) ServletWebRequest request) {
        Entry entry = found(name);
        if (request.checkNotModified(EntityTags.quoted(entry.tag()))) {
            return null;
        }
        return document(name, entry.revision(), entry.tag());
    }

    @DeleteMapping("/{name}")
    @Operation(
            operationId = "deleteTopology",
            summary = "Delete a topology",
            description = "Its revisions can still be read. A later write goes on with the next revision.")
    ResponseEntity<Void> delete(@PathVariable String name, @Parameter(hidden = true) HttpServletRequest request) {
        Precondition precondition = ownership.expectedBy(request).and(EntityTags.of(request));
        Outcome outcome = store.delete(name, precondition, acts.of(request));
        if (!(outcome instanceof Outcome.Deleted)) {
            throw refused(outcome, ownership, request);
        }
        return ResponseEntity.noContent().build();
    }

    @GetMapping(path = "/{name}/revisions", produces = MediaTypes.JSON)
    @Operation(operationId = "listRevisions", summary = "Every write of a topology, the newest first")
    ResponseEntity<RevisionPage> revisions(
            @PathVariable String name,
            @Parameter(
                            description = "How many at most, 1 to " + MOST_LISTED + ". Default: 100.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = MOST_LISTED))
                    @RequestParam(defaultValue = "100")
                    String limit,
            @Parameter(
                            description = "Only revisions with a lower number: the next of the answer before.",
                            schema = @Schema(type = "integer", minimum = "1"))
                    @RequestParam(required = false)
                    @Nullable
                    String before) {
        int most = numberOf("limit", limit);
        long below = before == null ? Long.MAX_VALUE : StoredDocuments.numberOf(before);
        List<Revision> found = store.revisions(name, below, most + 1);
        if (found.isEmpty() && before == null) {
            throw StoredDocuments.missing();
        }
        List<RevisionAnswer> answers =
                found.stream().limit(most).map(RevisionAnswer::of).toList();
        Long next = found.size() > most ? answers.get(most - 1).revision() : null;
        URI link = next == null ? null : URI.create(PATH + "/" + name + "/revisions?limit=" + most + "&before=" + next);
        return linked(link).body(new RevisionPage(answers, next));
    }

    @GetMapping("/{name}/revisions/{revision}")
    @Operation(
            operationId = "getRevision",
            summary = "A revision of a topology as it was written",
            description = "It never changes, so it can be kept for ever.")
    ResponseEntity<byte[]> revision(@PathVariable String name, @PathVariable String revision) {
        long number = StoredDocuments.numberOf(revision);
        Content content = store.document(name, number).orElseThrow(StoredDocuments::noRevision);
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .eTag(EntityTags.quoted(number + "-" + content.sha256().substring(0, 12)))
                .contentType(MediaType.parseMediaType(content.mediaType()))
                .body(content.bytes());
    }

    private ResponseEntity<byte[]> document(String name, long revision, String tag) {
        Content content = store.document(name, revision).orElseThrow(StoredDocuments::missing);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(EntityTags.quoted(tag))
                .contentType(MediaType.parseMediaType(content.mediaType()))
                .body(content.bytes());
    }

    private Entry found(String name) {
        return store.find(name).orElseThrow(StoredDocuments::missing);
    }

    private StoredTopology answerOf(Entry entry) {
        return answerOf(entry, clock.instant());
    }

    private StoredTopology answerOf(Entry entry, Instant now) {
        return StoredTopology.of(entry, registry.digestOf(entry), registry.isFresh(entry, now));
    }
}
