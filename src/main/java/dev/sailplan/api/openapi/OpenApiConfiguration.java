package dev.sailplan.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sailplan.api.MediaTypes;
import dev.sailplan.report.ReportFormat;
import dev.sailplan.schema.TopologySchema;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/** Adds to what springdoc finds in the controllers: the schema of the document, the examples, and the problems. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String TOPOLOGY = "Topology";
    private static final String PROBLEM = "Problem";
    private static final List<Examples.Example> EXAMPLES = Examples.all();

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
                        new Tag().name("Rules").description("What is checked"),
                        new Tag().name("Schemas").description("For editors and pipelines"),
                        new Tag().name("Problems").description("What an error answer means")));
    }

    @Bean
    OpenApiCustomizer completion(List<ReportFormat> formats) {
        return openApi -> {
            Components components = openApi.getComponents();
            topologySchemas().forEach(components::addSchemas);
            components.addSchemas(PROBLEM, problemSchema());
            EXAMPLES.forEach(example -> components.addExamples(example.name(), componentOf(example)));
            openApi.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(OpenApiConfiguration::addProblem);
            Operation validate = Objects.requireNonNull(openApi.getPaths().get("/api/v1/validations"))
                    .getPost();
            validate.setRequestBody(topologyBody());
            addFormats(validate, formats);
        };
    }

    private static Map<String, Schema<?>> topologySchemas() {
        ObjectNode root = TopologySchema.create();
        Map<String, Schema<?>> schemas = new TreeMap<>();
        root.path("$defs")
                .properties()
                .forEach(entry ->
                        schemas.put(entry.getKey(), parse(entry.getValue().toString())));
        root.remove(List.of("$defs", "$schema"));
        schemas.put(TOPOLOGY, parse(root.toString()));
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

    private static void addProblem(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("A problem")
                                .content(new Content()
                                        .addMediaType(
                                                org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                                new MediaType().schema(refTo(PROBLEM)))));
    }

    private static RequestBody topologyBody() {
        MediaType json = new MediaType().schema(refTo(TOPOLOGY));
        MediaType yaml = new MediaType().schema(refTo(TOPOLOGY));
        for (Examples.Example example : EXAMPLES) {
            Example reference = new Example().$ref("#/components/examples/" + example.name());
            yaml.addExamples(example.name(), reference);
            if (example.content() != null) {
                json.addExamples(example.name(), reference);
            }
        }
        Content content = new Content()
                .addMediaType(MediaTypes.YAML, yaml)
                .addMediaType(MediaTypes.JSON, json)
                .addMediaType(MediaTypes.X_YAML, new MediaType().schema(refTo(TOPOLOGY)))
                .addMediaType(MediaTypes.TEXT_YAML, new MediaType().schema(refTo(TOPOLOGY)));
        return new RequestBody()
                .required(true)
                .description("A topology document, version 1")
                .content(content);
    }

    private static void addFormats(Operation validate, List<ReportFormat> formats) {
        Schema<?> report = refTo("ValidationReport");
        Content content = new Content().addMediaType(MediaTypes.JSON, new MediaType().schema(report));
        formats.stream()
                .map(ReportFormat::mediaType)
                .sorted()
                .forEach(type -> content.addMediaType(type, new MediaType().schema(textSchema())));
        validate.getResponses()
                .addApiResponse(
                        "200", new ApiResponse().description("The report").content(content))
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
