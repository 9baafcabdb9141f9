package dev.sailplan.api.topology;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.TopologyIntake.Received;
import dev.sailplan.api.metrics.PollMeters;
import dev.sailplan.api.terms.TermsChoice;
import dev.sailplan.registry.TopologyRegistry;
import dev.sailplan.report.ValidationReport;
import dev.sailplan.report.Validator;
import dev.sailplan.rule.Terms;
import dev.sailplan.store.Entry;
import dev.sailplan.store.Reported;
import dev.sailplan.store.Standing;
import dev.sailplan.store.TopologyStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What dashboards poll. Reports were made when the topology was written; here they are only handed out, unless people ask for
 * them, or for those on old revisions.
 */
@RestController
@Tag(name = "Topologies")
class StoredValidationController {

    static final String VALIDATION = StoredDocuments.TOPOLOGY + "/validation";
    private static final String SUMMARY = "The report on a stored topology";
    private static final String DESCRIPTION =
            "As POST /api/v1/validations answers it. Poll JSON with If-None-Match: as long as the report would say the"
                    + " same, the answer is 304 and costs next to nothing. The header Sailplan-Evaluation is stale while"
                    + " rules or dates have changed and the topology has not been judged again. Other formats are worked"
                    + " out when they are asked for.";

    private final Polls polls;
    private final TopologyStore store;
    private final TopologyRegistry registry;
    private final StoredDocuments documents;
    private final Validator validator;
    private final TermsChoice choice;
    private final PollMeters meters;

    StoredValidationController(
            Polls polls,
            TopologyStore store,
            TopologyRegistry registry,
            StoredDocuments documents,
            Validator validator,
            TermsChoice choice,
            PollMeters meters) {
        this.polls = polls;
        this.store = store;
        this.registry = registry;
        this.documents = documents;
        this.validator = validator;
        this.choice = choice;
        this.meters = meters;
    }

    @GetMapping(path = VALIDATION, produces = MediaTypes.JSON)
    @Operation(operationId = "getStoredValidation", summary = SUMMARY, description = DESCRIPTION)
    @Nullable
    ResponseEntity<byte[]> validation(
            @PathVariable String name,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) {
        if (polls.knowsReport(name, request, response)) {
            return null;
        }
        Reported reported = store.report(name).orElseThrow(StoredDocuments::missing);
        Standing standing = reported.entry().standing();
        boolean fresh = polls.isFresh(standing);
        meters.answered(fresh);
        polls.describeReport(standing, fresh, request, response);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        return Polls.acceptsGzip(request)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(reported.report())
                : answer.body(reported.expanded());
    }

    @GetMapping(
            path = VALIDATION,
            produces = {MediaTypes.TEXT, MediaTypes.MARKDOWN})
    @Operation(operationId = "getStoredValidation", summary = SUMMARY, description = DESCRIPTION)
    ResponseEntity<ValidationReport> writtenValidation(@PathVariable String name) {
        return evaluated(name, null);
    }

    @GetMapping(StoredDocuments.TOPOLOGY + "/revisions/{revision}/validation")
    @Operation(
            operationId = "getRevisionValidation",
            summary = "The report on a revision of a stored topology",
            description =
                    "As POST /api/v1/validations answers it for the document, in every format: by the rules and the"
                            + " day on which it is asked for, not by those on which it was written.")
    ResponseEntity<ValidationReport> revisionValidation(@PathVariable String name, @PathVariable String revision) {
        return evaluated(name, revision);
    }

    private ResponseEntity<ValidationReport> evaluated(String name, @Nullable String revision) {
        Received received = documents.read(name, revision).received();
        Terms terms = choice.of(null, null, null, null, null);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT)
                .body(validator.validate(received.document(), received.source(), terms, Set.of()));
    }

    @GetMapping(path = VALIDATION + "/summary", produces = MediaTypes.JSON)
    @Operation(
            operationId = "getStoredSummary",
            summary = "The verdict on a stored topology, in a few hundred bytes",
            description = "The same as in the list of topologies. Poll it with If-None-Match.")
    @Nullable
    ResponseEntity<StoredTopology> summary(
            @PathVariable String name,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response) {
        if (polls.knowsSummary(name, request, response)) {
            return null;
        }
        Entry entry = store.find(name).orElseThrow(StoredDocuments::missing);
        boolean fresh = polls.isFresh(entry.standing());
        meters.answered(fresh);
        polls.describeSummary(entry.standing(), fresh, response);
        return ResponseEntity.ok().body(StoredTopology.of(entry, registry.digestOf(entry), fresh));
    }
}
