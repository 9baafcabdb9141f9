package dev.sailplan.api.event;

import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.api.topology.Names;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping(EventController.PATH)
@Tag(name = "Events")
class EventController {

    static final String PATH = "/api/v1/events";

    private static final long FOR_EVER = 0;
    private static final int MOST_NAMES = 100;

    private final EventStreams streams;

    EventController(EventStreams streams) {
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "listen",
            summary = "Changes of verdicts, while they happen",
            description =
                    "A stream of server-sent events. Each verdict-change has the name of a topology, its revision, the"
                            + " verdict before and after, when and why (written, deleted, judged-again). Whoever sends the number of"
                            + " the last one as Last-Event-ID, as browsers do by themselves, misses none. If it is not known any"
                            + " more, a gap is told, followed by a verdict for each topology and by verdicts-end.")
    @ApiResponse(
            responseCode = "200",
            description = "Events, until one side ends it",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    ResponseEntity<SseEmitter> listen(
            @Parameter(description = "Only of the topology with this name. Can be given up to 100 times.")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> name,
            @Parameter(
                            description =
                                    "The last event that is known. Without it only what is still to come is told.",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventIdHeader,
            @Parameter(
                            description = "The same for who cannot send headers; the header comes before it.",
                            schema = @Schema(type = "integer", minimum = "0"))
                    @RequestParam(required = false)
                    @Nullable
                    String lastEventId,
            @Parameter(hidden = true) HttpMethod method) {
        Set<String> names = namesOf(name);
        Long last =
                numberOf(lastEventIdHeader == null || lastEventIdHeader.isBlank() ? lastEventId : lastEventIdHeader);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM);
        return method.equals(HttpMethod.HEAD) ? answer.build() : answer.body(stream(names, last));
    }

    private SseEmitter stream(Set<String> names, @Nullable Long last) {
        SseEmitter emitter = new SseEmitter(FOR_EVER);
        EventStream stream = streams.open(new SseWire(emitter), names, last);
        emitter.onCompletion(() -> streams.remove(stream));
        return emitter;
    }

    private static Set<String> namesOf(@Nullable List<String> parameters) {
        if (parameters == null) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>(parameters.isEmpty() ? List.of("") : parameters);
        if (names.size() > MOST_NAMES) {
            throw new ProblemException(
                    Problem.INVALID_PARAMETER, "The parameter name can be given up to " + MOST_NAMES + " times.");
        }
        names.forEach(Names::checked);
        return names;
    }

    private static @Nullable Long numberOf(@Nullable String text) {
        try {
            Long number = text == null ? null : Long.valueOf(text.strip());
            if (number == null || number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid();
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return new ProblemException(
                Problem.INVALID_PARAMETER,
                "Last-Event-ID has to be the id of an event of this service; leave it out to be told only what is still"
                        + " to come.");
    }
}
