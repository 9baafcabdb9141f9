package dev.sailplan.api.topology;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Reported;
import dev.sailplan.store.TopologyStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** What dashboards poll. Reports were made when the topology was written; here they are only handed out. */
@RestController
@RequestMapping(TopologyController.PATH + "/{name}/validation")
@Tag(name = "Topologies")
class StoredValidationController {

    /** Says whether the report is the one the topology would get now. */
    private static final String EVALUATION = "Sailplan-Evaluation";

    private final TopologyStore store;
    private final TopologyRegistry registry;
    private final Clock clock;

    StoredValidationController(TopologyStore store, TopologyRegistry registry, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.clock = clock;
    }

    @GetMapping(produces = MediaTypes.JSON)
    @Operation(
            operationId = "getStoredValidation",
            summary = "The report on a stored topology",
            description = "As POST /api/v1/validations answers it. Poll with If-None-Match: as long as the report would"
                    + " say the same, the answer is 304 and costs next to nothing. The header Sailplan-Evaluation is"
                    + " stale while rules or dates have changed and the topology has not been judged again.")
    @Nullable
    ResponseEntity<byte[]> validation(@PathVariable String name, @Parameter(hidden = true) ServletWebRequest request) {
        boolean zipped = acceptsGzip(request);
        Entry entry = store.find(name).orElseThrow(TopologyController::missing);
        if (request.checkNotModified(tagOf(entry, zipped))) {
            return null;
        }
        Reported reported = store.report(name).orElseThrow(TopologyController::missing);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .eTag(tagOf(reported.entry(), zipped))
                .header(EVALUATION, registry.isFresh(reported.entry(), clock.instant()) ? "current" : "stale")
                .contentType(MediaType.APPLICATION_JSON);
        return zipped
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(reported.report())
                : answer.body(reported.expanded());
    }

    @GetMapping(path = "/summary", produces = MediaTypes.JSON)
    @Operation(
            operationId = "getStoredSummary",
            summary = "The verdict on a stored topology, in a few hundred bytes",
            description = "The same as in the list of topologies. Poll it with If-None-Match.")
    @Nullable
    ResponseEntity<StoredTopology> summary(
            @PathVariable String name, @Parameter(hidden = true) ServletWebRequest request) {
        Instant now = clock.instant();
        Entry entry = store.find(name).orElseThrow(TopologyController::missing);
        boolean fresh = registry.isFresh(entry, now);
        String tag = EntityTags.quoted(entry.revision() + "-" + entry.reportTag() + (fresh ? "" : "-stale"));
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(tag)
                .body(StoredTopology.of(entry, registry.digestOf(entry), fresh));
    }

    /** Compressed and plain are different bytes, so they have different tags. */
    private static String tagOf(Entry entry, boolean zipped) {
        return EntityTags.quoted(zipped ? entry.reportTag() + "-gzip" : entry.reportTag());
    }

    /** Whoever weighs encodings against each other gets the plain bytes. */
    private static boolean acceptsGzip(ServletWebRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(",", -1)).map(String::strip).anyMatch("gzip"::equals);
    }
}
