package dev.sailplan.api.endpointview;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.api.intake.InputErrors;
import dev.sailplan.api.intake.Limits;
import dev.sailplan.api.intake.TopologyAssembly;
import dev.sailplan.api.intake.TopologyIntake;
import dev.sailplan.api.topology.StoredDocuments;
import dev.sailplan.document.EndpointQueryDocument;
import dev.sailplan.document.EndpointViewsDocument;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.QueriesDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.query.EndpointQuery;
import dev.sailplan.query.EndpointQuery.Answered;
import dev.sailplan.query.QueryResolver;
import dev.sailplan.query.QueryResolver.Resolved;
import dev.sailplan.reachability.Reachability;
import dev.sailplan.report.endpointview.EndpointViewReport;
import dev.sailplan.topology.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Endpoint views")
class EndpointViewController {

    private static final Pointer QUERIES = Pointer.ROOT.field("queries");
    private static final String SUMMARY = "What clients are served for services, and why";
    private static final String DESCRIPTION = "Answers for each query which endpoints Istio's control plane gives the"
            + " client, with addresses, ports, weights and priorities, whether calls to them arrive, and of every"
            + " endpoint that is missing why it is. As JSON or, on request, as Markdown.";

    private static final String PATH = "/api/v1/endpoint-views";
    private static final String STORED_SUMMARY = "What clients of a stored topology are served for services, and why";
    private static final String STORED_DESCRIPTION = "What POST /api/v1/endpoint-views answers for the document.";
    private static final String STORED = StoredDocuments.TOPOLOGY + "/endpoint-views";

    private final TopologyIntake intake;
    private final StoredDocuments stored;
    private final TopologyAssembly assembly;
    private final int mostQueries;
    private final long mostEndpoints;

    EndpointViewController(TopologyIntake intake, StoredDocuments stored, TopologyAssembly assembly, Limits limits) {
        this.intake = intake;
        this.stored = stored;
        this.assembly = assembly;
        this.mostQueries = limits.queries();
        this.mostEndpoints = limits.endpoints();
    }

    @PostMapping(
            path = PATH,
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(operationId = "viewEndpoints", summary = SUMMARY, description = DESCRIPTION)
    EndpointViewsAnswer answer(@Parameter(hidden = true) HttpServletRequest request) {
        return EndpointViewsAnswer.of(answers(request).map(Answered::view));
    }

    @PostMapping(
            path = PATH,
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.MARKDOWN)
    @Operation(operationId = "viewEndpoints", summary = SUMMARY, description = DESCRIPTION)
    String explain(@Parameter(hidden = true) HttpServletRequest request) {
        return EndpointViewReport.write(answers(request));
    }

    @PostMapping(
            path = STORED,
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.JSON)
    @Operation(
            operationId = "viewStoredEndpoints",
            tags = "Topologies",
            summary = STORED_SUMMARY,
            description = STORED_DESCRIPTION)
    EndpointViewsAnswer answerStored(
            @PathVariable String name,
            @Parameter(description = StoredDocuments.REVISION) @RequestParam(required = false) @Nullable
                    String revision,
            @Parameter(hidden = true) HttpServletRequest request) {
        return EndpointViewsAnswer.of(answers(name, revision, request).map(Answered::view));
    }

    @PostMapping(
            path = STORED,
            consumes = {MediaTypes.JSON, MediaTypes.YAML, MediaTypes.X_YAML, MediaTypes.TEXT_YAML},
            produces = MediaTypes.MARKDOWN)
    @Operation(
            operationId = "viewStoredEndpoints",
            tags = "Topologies",
            summary = STORED_SUMMARY,
            description = STORED_DESCRIPTION)
    String explainStored(
            @PathVariable String name,
            @Parameter(description = StoredDocuments.REVISION) @RequestParam(required = false) @Nullable
                    String revision,
            @Parameter(hidden = true) HttpServletRequest request) {
        return EndpointViewReport.write(answers(name, revision, request));
    }

    private Stream<Answered> answers(HttpServletRequest request) {
        ReadEnvelope<EndpointViewsDocument> document = intake.receive(request, EndpointViewsDocument.class);
        InputErrors errors = new InputErrors(document);
        Optional<Topology> topology =
                document.topologies().stream().findFirst().flatMap(only -> assembly.assemble(only, errors));
        return answers(topology, document.content().queries(), errors);
    }

    private Stream<Answered> answers(String name, @Nullable String revision, HttpServletRequest request) {
        ReadEnvelope<QueriesDocument> question = intake.receive(request, QueriesDocument.class);
        Topology topology =
                assembly.assembleStored(stored.read(name, revision).received().document());
        return answers(Optional.of(topology), question.content().queries(), new InputErrors(question));
    }

    /** The answers, worked out one after the other, so that only what is made of them has to be kept. */
    private Stream<Answered> answers(
            Optional<Topology> topology, @Nullable List<EndpointQueryDocument> asked, InputErrors errors) {
        List<EndpointQueryDocument> queries = queriesIn(asked, errors);
        Optional<Reachability> reachability = topology.map(Reachability::of);
        Resolved resolved = topology.map(it -> new QueryResolver(it, reachability.orElseThrow()))
                .map(resolver -> resolver.resolve(queries, QUERIES))
                .orElse(new Resolved(List.of(), List.of()));
        resolved.mistakes().forEach(errors::add);
        errors.throwIfAny();
        checkSize(resolved.queries(), reachability.orElseThrow(), errors);
        errors.throwIfAny();
        return resolved.queries().stream().map(query -> query.askedOf(reachability.orElseThrow()));
    }

    private void checkSize(List<EndpointQuery> queries, Reachability reachability, InputErrors errors) {
        long asked = queries.stream()
                .mapToLong(query -> reachability.sizeOf(query.service()))
                .sum();
        if (asked > mostEndpoints) {
            errors.add(
                    QUERIES,
                    "They ask about " + asked + " endpoints, counting each for every gateway of its network, and the"
                            + " limit is " + mostEndpoints + ", set by sailplan.limits.endpoints; send them in parts.");
        }
    }

    /** The queries, if there are as many as can be answered. */
    private List<EndpointQueryDocument> queriesIn(@Nullable List<EndpointQueryDocument> queries, InputErrors errors) {
        if (queries == null) {
            return List.of();
        }
        if (queries.isEmpty()) {
            errors.add(QUERIES, "Nothing is asked; add at least one query, with a client and a service.");
        }
        if (queries.size() > mostQueries) {
            errors.add(
                    QUERIES,
                    "There are " + queries.size() + " queries and the limit is " + mostQueries
                            + ", set by sailplan.limits.queries; send them in parts.");
            return List.of();
        }
        return queries;
    }
}
