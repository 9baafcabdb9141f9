package dev.sailplan.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sailplan.api.MediaTypes;
import dev.sailplan.reachability.Reason;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.schema.TopologySchema;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Adds to what springdoc finds in the controllers: the schema of the document, the examples, and the problems. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String TOPOLOGY = "Topology";
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";
    private static final String ENDPOINT_VIEWS = "EndpointViews";
    private static final String COMPARISON = "Comparison";
    private static final String RANKING = "Ranking";
    private static final String SIMULATION = "Simulation";
    private static final String FAILURES = "Failures";
    private static final String QUERIES = "Queries";
    private static final String WEBHOOK = "Webhook";
    private static final List<Examples.Example> TOPOLOGIES = Examples.topologies();
    private static final List<Examples.Example> SOUND = Examples.soundTopologies();
    private static final List<Examples.Example> VIEWS = Examples.views();
    private static final List<Examples.Example> COMPARISONS = Examples.comparisons();
    private static final List<Examples.Example> RANKINGS = Examples.rankings();
    private static final List<Examples.Example> SIMULATIONS = Examples.simulations();

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sailplan")
                        .version("v1")
                        .summary("Checks Istio deployment models before anything is deployed")
                        .description(
                                "Send a topology: clusters, networks, control planes, meshes, tenants, services. The answer"
                                        + " says whether it is sound, and for everything that is not, why, where, and what to do.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This service")))
                .tags(List.of(
                        new Tag().name("Validations").description("A topology goes in, a verdict comes out"),
                        new Tag().name("Endpoint views").description("Who is served what, and why not"),
                        new Tag().name("Comparisons").description("What a change does"),
                        new Tag().name("Scores").description("How available and how isolated a topology is"),
                        new Tag().name("Rankings").description("Which of several topologies is better in what"),
                        new Tag().name("Simulations").description("What is lost when something fails"),
                        new Tag().name("Topologies").description("Kept by name, every revision, to be polled"),
                        new Tag().name("Re-evaluation").description("Judging again what is kept"),
                        new Tag().name("Events").description("Verdicts that change, told while it happens"),
                        new Tag().name("Webhooks").description("Who is told of verdicts that change"),
                        new Tag().name("Keys").description("Who may call, where callers are asked"),
                        new Tag().name("Audit").description("Who did what, and who was refused"),
                        new Tag().name("Rules").description("What is checked"),
                        new Tag().name("Schemas").description("For editors and pipelines"),
                        new Tag().name("Problems").description("What an error answer means")));
    }

    /** Keys and tokens come the same way. Where callers are not asked none is needed, which the empty requirement says. */
    private static void addBearers(OpenAPI openApi) {
        openApi.getComponents()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "A key of this service, or a token of the identity provider; not needed where"
                                                + " callers are not asked who they are"));
        openApi.security(List.of(new SecurityRequirement().addList(BEARER), new SecurityRequirement()));
    }

    @Bean
    OpenApiCustomizer completion(List<ReportFormat> formats) {
        return openApi -> {
            Components components = openApi.getComponents();
            addBearers(openApi);
            schemasOf(TopologySchema.endpointViews(), ENDPOINT_VIEWS).forEach(components::addSchemas);
            schemasOf(TopologySchema.comparison(), COMPARISON).forEach(components::addSchemas);
            schemasOf(TopologySchema.ranking(), RANKING).forEach(components::addSchemas);
            schemasOf(TopologySchema.simulation(), SIMULATION).forEach(components::addSchemas);
            schemasOf(TopologySchema.create(), TOPOLOGY).forEach(components::addSchemas);
            components.addSchemas(PROBLEM, problemSchema());
            Stream.of(TOPOLOGIES, VIEWS, COMPARISONS, RANKINGS, SIMULATIONS)
                    .flatMap(List::stream)
                    .forEach(example -> components.addExamples(example.name(), componentOf(example)));
            openApi.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiConfiguration::addProblem);
            Operation validate = Objects.requireNonNull(openApi.getPaths().get("/api/v1/validations"))
                    .getPost();
            validate.setRequestBody(bodyOf("A topology document, version 1", TOPOLOGY, TOPOLOGIES));
            addFormats(validate, formats);
            Operation view = Objects.requireNonNull(openApi.getPaths().get("/api/v1/endpoint-views"))
                    .getPost();
            view.setRequestBody(bodyOf("A topology, and what is asked about it", ENDPOINT_VIEWS, VIEWS));
            addViews(view);
            addRefusals(view);
            Operation compare = Objects.requireNonNull(openApi.getPaths().get("/api/v1/comparisons"))
                    .getPost();
            compare.setRequestBody(bodyOf("Two versions of a topology", COMPARISON, COMPARISONS));
            addRefusals(compare);
            addComparison(compare);
            Operation score = Objects.requireNonNull(openApi.getPaths().get("/api/v1/scores"))
                    .getPost();
            score.setRequestBody(bodyOf("A topology document, version 1", TOPOLOGY, SOUND));
            addScores(score);
            addRefusals(score);
            Operation rank = Objects.requireNonNull(openApi.getPaths().get("/api/v1/rankings"))
                    .getPost();
            rank.setRequestBody(bodyOf("Topologies, and what is required of them", RANKING, RANKINGS));
            addRefusals(rank);
            addRanking(rank);
            name("JobAnswerRankingReport", "RankingJob", components);
            addJobs(openApi, "/api/v1/rankings", "RankingJob");
            Operation simulate = Objects.requireNonNull(openApi.getPaths().get("/api/v1/simulations"))
                    .getPost();
            simulate.setRequestBody(bodyOf("A topology, and what is taken to fail in it", SIMULATION, SIMULATIONS));
            addRefusals(simulate);
            addSimulation(simulate);
            name("JobAnswerSimulationReport", "SimulationJob", components);
            addJobs(openApi, "/api/v1/simulations", "SimulationJob");
            Operation put = Objects.requireNonNull(openApi.getPaths().get("/api/v1/topologies/{name}"))
                    .getPut();
            put.setRequestBody(bodyOf("A topology document, version 1", TOPOLOGY, SOUND));
            addRefusals(put);
            addConditions(put);
            Operation create = Objects.requireNonNull(openApi.getPaths().get("/api/v1/topologies"))
                    .getPost();
            create.setRequestBody(bodyOf("A topology document, version 1", TOPOLOGY, SOUND));
            addRefusals(create);
            addCreation(create);
            name("JobAnswerPreview", "PreviewJob", components);
            addJobs(openApi, "/api/v1/reevaluation/previews", "PreviewJob");
            Objects.requireNonNull(openApi.getPaths().get("/api/v1/reevaluation/previews"))
                    .getPost()
                    .getResponses()
                    .remove("200");
            addStored(openApi, formats);
            addWebhooks(openApi);
            nameReasons(components);
        };
    }

    /** What is asked about stored topologies: the same answers, without the document in the body. */
    private static void addStored(OpenAPI openApi, List<ReportFormat> formats) {
        Operation compare = stored(openApi, "/comparison").getGet();
        addStoredRefusals(compare);
        addComparison(compare);
        Operation score = stored(openApi, "/scores").getGet();
        addScores(score);
        addStoredRefusals(score);
        Operation simulate = stored(openApi, "/simulations").getPost();
        addQuestion(simulate, "What is taken to fail", FAILURES, TopologySchema.failures(), openApi);
        addSimulation(simulate);
        addJob(simulate, "SimulationJob");
        Operation view = stored(openApi, "/endpoint-views").getPost();
        addQuestion(view, "What is asked", QUERIES, TopologySchema.queries(), openApi);
        addViews(view);
        for (String path : List.of("/validation", "/revisions/{revision}/validation")) {
            addReport(stored(openApi, path).getGet(), formats);
        }
    }

    private static PathItem stored(OpenAPI openApi, String path) {
        return Objects.requireNonNull(openApi.getPaths().get("/api/v1/topologies/{name}" + path));
    }

    private static void addWebhooks(OpenAPI openApi) {
        Operation put = Objects.requireNonNull(openApi.getPaths().get("/api/v1/webhooks/{name}"))
                .getPut();
        schemasOf(TopologySchema.webhook(), WEBHOOK).forEach(openApi.getComponents()::addSchemas);
        put.setRequestBody(bodyOf("Who is told, and what", WEBHOOK, List.of()));
        addRefusals(put);
        put.getResponses()
                .addApiResponse("201", put.getResponses().get("200"))
                .addApiResponse("409", problemResponse("There are as many webhooks as are allowed"))
                .addApiResponse("501", problemResponse("Webhooks are not set up"));
        for (String call : List.of("/pings", "/secrets")) {
            Objects.requireNonNull(openApi.getPaths().get("/api/v1/webhooks/{name}" + call))
                    .getPost()
                    .getResponses()
                    .addApiResponse("501", problemResponse("Webhooks are not set up"));
        }
    }

    private static void addQuestion(
            Operation operation, String description, String name, ObjectNode schema, OpenAPI openApi) {
        schemasOf(schema, name).forEach(openApi.getComponents()::addSchemas);
        operation.setRequestBody(bodyOf(description, name, List.of()));
        addRefusals(operation);
        addStoredRefusals(operation);
    }

    /** Gives a schema another name than springdoc made of its types. */
    private static void name(String from, String to, Components components) {
        components.addSchemas(to, components.getSchemas().remove(from));
    }

    /** The schema of a document under a name, and under theirs those of the objects in it. */
    private static Map<String, Schema<?>> schemasOf(ObjectNode root, String name) {
        Map<String, Schema<?>> schemas = new TreeMap<>();
        root.path("$defs")
                .properties()
                .forEach(entry ->
                        schemas.put(entry.getKey(), parse(entry.getValue().toString())));
        root.remove(List.of("$defs", "$schema"));
        schemas.put(name, parse(root.toString()));
        return schemas;
    }

    /** As an object wherever it can be one: Swagger UI reads a text in YAML 1.1 and would write dates as times. */
    private static Example componentOf(Examples.Example example) {
        Object value = example.content() == null ? example.yaml() : example.content();
        return new Example().summary(example.summary()).value(value);
    }

    private static Schema<?> parse(String schema) {
        try {
            return Json31.mapper().readValue(schema.replace("#/$defs/", COMPONENTS), JsonSchema.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The schema of the document is a schema", impossible);
        }
    }

    private static Schema<?> problemSchema() {
        return parse("""
                {"type": "object",
                 "description": "RFC 9457 problem details",
                 "required": ["type", "title", "status"],
                 "properties": {
                  "type": {"type": "string", "format": "uri-reference", "description": "/problems/SLUG, which answers with its page"},
                  "title": {"type": "string"},
                  "status": {"type": "integer"},
                  "detail": {"type": "string"},
                  "instance": {"type": "string", "format": "uri-reference"},
                  "errors": {"type": "array", "description": "Where the input is at fault", "items": {"type": "object", "properties": {
                   "pointer": {"type": "string"}, "line": {"type": "integer"}, "column": {"type": "integer"}, "message": {"type": "string"}}}}}}
                """);
    }

    private static void addConditions(Operation put) {
        put.addParametersItem(new HeaderParameter()
                .name("If-Match")
                .description("The ETag of the revision that may be replaced, or * for any.")
                .schema(new StringSchema()));
        put.addParametersItem(new HeaderParameter()
                .name("If-None-Match")
                .description("* creates and never replaces.")
                .schema(new StringSchema()));
        put.getResponses().addApiResponse("201", put.getResponses().get("200"));
        put.getResponses().addApiResponse("412", problemResponse("What is stored is not what was expected"));
    }

    private static void addCreation(Operation create) {
        create.addParametersItem(new HeaderParameter()
                .name("Idempotency-Key")
                .description(
                        "Of up to 255 visible ASCII characters, in quotes or not. The same request with the same key is"
                                + " carried out once and answered the same; another one with it is refused.")
                .schema(new StringSchema().minLength(1)));
        create.getResponses()
                .addApiResponse(
                        "201",
                        Objects.requireNonNull(create.getResponses().remove("200"))
                                .description("It is stored; or was, by the same request with the same key")
                                .addHeaderObject("Location", headerOf("Where it is stored"))
                                .addHeaderObject("ETag", headerOf("Of its first revision"))
                                .addHeaderObject(
                                        "Idempotency-Replayed", headerOf("true, if an earlier request stored it")))
                .addApiResponse("409", problemResponse("There is a topology of this name"))
                .addApiResponse("412", problemResponse("What is stored is not what was expected"))
                .addApiResponse(
                        "422",
                        problemResponse(
                                "The body is no object, or its name is none to store it under, or the key belongs"
                                        + " to another request"));
    }

    private static void addProblem(Operation operation) {
        operation.getResponses().addApiResponse("default", problemResponse("A problem"));
    }

    private static ApiResponse problemResponse(String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new MediaType().schema(refTo(PROBLEM))));
    }

    /** JSON comes first, as it is what Swagger UI asks for. */
    private static void addViews(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("One view for each query; as Markdown, an explanation of them")
                                .content(new Content()
                                        .addMediaType(
                                                MediaTypes.JSON, new MediaType().schema(refTo("EndpointViewsAnswer")))
                                        .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()))));
    }

    private static void addScores(Operation operation) {
        Content content = new Content()
                .addMediaType(MediaTypes.JSON, new MediaType().schema(refTo("ScoreReport")))
                .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()));
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("The scores; as Markdown, tables of them")
                                .content(content));
    }

    private static void addComparison(Operation operation) {
        Content content = new Content()
                .addMediaType(MediaTypes.JSON, new MediaType().schema(refTo("ComparisonReport")))
                .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()));
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("What the change does; as Markdown, a comment for a pull request")
                                .content(content))
                .addApiResponse(
                        "422",
                        new ApiResponse()
                                .description(
                                        "The same, where failOn is reached; or the problem of documents that are no"
                                                + " objects or have errors, which errors lists with their places")
                                .content(content));
    }

    private static void addStoredRefusals(Operation operation) {
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "400", "A parameter has a value that is not allowed, or the body cannot be read",
                "404", "There is no such topology or revision, or it is deleted",
                "406", "No answer in an acceptable media type",
                "422", "What is stored or the body has errors, which errors lists with their places"));
        refusals.forEach(
                (status, description) -> operation.getResponses().addApiResponse(status, problemResponse(description)));
    }

    private static void addRanking(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("The candidates by rank, and why; as Markdown for people")
                                .content(new Content()
                                        .addMediaType(MediaTypes.JSON, new MediaType().schema(refTo("RankingReport")))
                                        .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()))));
    }

    private static void addSimulation(Operation operation) {
        Content report = new Content()
                .addMediaType(MediaTypes.JSON, new MediaType().schema(refTo("SimulationReport")))
                .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()));
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("What the failures do; as Markdown, a summary")
                                .content(report));
    }

    /** What a request is answered that may become a job, and those about the job. */
    private static void addJobs(OpenAPI openApi, String path, String schema) {
        addJob(Objects.requireNonNull(openApi.getPaths().get(path)).getPost(), schema);
        Objects.requireNonNull(openApi.getPaths().get(path + "/{id}"))
                .getGet()
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("The job; as Markdown, what it found, or else how far it is")
                                .content(jobContent(schema)));
    }

    private static Content jobContent(String schema) {
        return new Content()
                .addMediaType(MediaTypes.JSON, new MediaType().schema(refTo(schema)))
                .addMediaType(MediaTypes.MARKDOWN, new MediaType().schema(textSchema()));
    }

    private static void addJob(Operation operation, String schema) {
        operation
                .getResponses()
                .addApiResponse(
                        "202",
                        new ApiResponse()
                                .description("It runs as a job")
                                .content(jobContent(schema))
                                .addHeaderObject("Location", headerOf("Where to ask for the job"))
                                .addHeaderObject("Preference-Applied", headerOf("respond-async, if it was preferred"))
                                .addHeaderObject("Retry-After", headerOf("Seconds after which to ask")))
                .addApiResponse(
                        "503",
                        problemResponse("Too many jobs wait already")
                                .addHeaderObject("Retry-After", headerOf("Seconds after which to try again")));
    }

    private static Header headerOf(String description) {
        return new Header().description(description).schema(textSchema());
    }

    /** What keeps a request from being answered, where its body can be at fault. */
    private static void addRefusals(Operation operation) {
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "400", "The body cannot be read as JSON or YAML",
                "406", "No answer in an acceptable media type",
                "413", "The body is over a limit, which detail names",
                "415", "The media type or the encoding of the body is not supported",
                "422", "The body is no object, or has errors, which errors lists with their places"));
        refusals.forEach(
                (status, description) -> operation.getResponses().addApiResponse(status, problemResponse(description)));
    }

    /** The words for reasons, which springdoc cannot know from the texts they are answered as. */
    private static void nameReasons(Components components) {
        Schema<?> served = Objects.requireNonNull(components.getSchemas().get("ServedEndpoint"));
        Schema<?> reasons = Objects.requireNonNull(served.getProperties().get("reasons"));
        reasons.setItems(reasonsOf(Set.of(Reason.Kind.PATH, Reason.Kind.NAME, Reason.Kind.UNREACHABLE)));
        Schema<?> dropped = Objects.requireNonNull(components.getSchemas().get("DroppedEndpoints"));
        dropped.getProperties().put("reason", reasonsOf(Set.of(Reason.Kind.DROP, Reason.Kind.LIMIT)));
    }

    private static Schema<?> reasonsOf(Set<Reason.Kind> kinds) {
        List<Reason> reasons = Stream.of(Reason.values())
                .filter(reason -> kinds.contains(reason.kind()))
                .toList();
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "string");
        schema.put(
                "description",
                reasons.stream()
                        .map(reason -> "- `" + reason + "`: " + reason.explanation())
                        .collect(Collectors.joining("\n")));
        reasons.forEach(reason -> schema.withArray("enum").add(reason.toString()));
        return parse(schema.toString());
    }

    private static RequestBody bodyOf(String description, String schema, List<Examples.Example> examples) {
        MediaType json = new MediaType().schema(refTo(schema));
        MediaType yaml = new MediaType().schema(refTo(schema));
        for (Examples.Example example : examples) {
            Example reference = new Example().$ref("#/components/examples/" + example.name());
            yaml.addExamples(example.name(), reference);
            if (example.content() != null) {
                json.addExamples(example.name(), reference);
            }
        }
        Content content = new Content()
                .addMediaType(MediaTypes.YAML, yaml)
                .addMediaType(MediaTypes.JSON, json)
                .addMediaType(MediaTypes.X_YAML, new MediaType().schema(refTo(schema)))
                .addMediaType(MediaTypes.TEXT_YAML, new MediaType().schema(refTo(schema)));
        return new RequestBody().required(true).description(description).content(content);
    }

    private static Content addReport(Operation operation, List<ReportFormat> formats) {
        Schema<?> report = refTo("ValidationReport");
        Content content = new Content().addMediaType(MediaTypes.JSON, new MediaType().schema(report));
        formats.stream()
                .map(ReportFormat::mediaType)
                .sorted()
                .forEach(type -> content.addMediaType(type, new MediaType().schema(textSchema())));
        operation
                .getResponses()
                .addApiResponse(
                        "200", new ApiResponse().description("The report").content(content));
        return content;
    }

    private static void addFormats(Operation validate, List<ReportFormat> formats) {
        Content content = addReport(validate, formats);
        validate.getResponses()
                .addApiResponse(
                        "422",
                        new ApiResponse()
                                .description(
                                        "The report, where failOn is reached; or the problem of a document that is no object")
                                .content(content));
    }

    private static Schema<?> textSchema() {
        return parse("{\"type\": \"string\"}");
    }

    private static Schema<?> refTo(String name) {
        return new JsonSchema().$ref(COMPONENTS + name);
    }
}
