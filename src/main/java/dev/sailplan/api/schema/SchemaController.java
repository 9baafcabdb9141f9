package dev.sailplan.api.schema;

import dev.sailplan.api.MediaTypes;
import dev.sailplan.schema.TopologySchema;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Schemas")
class SchemaController {

    private static final Duration FRESH = Duration.ofHours(1);

    private final String topology = TopologySchema.create().toPrettyString();
    private final String endpointViews = TopologySchema.endpointViews().toPrettyString();
    private final String comparison = TopologySchema.comparison().toPrettyString();
    private final String ranking = TopologySchema.ranking().toPrettyString();
    private final String simulation = TopologySchema.simulation().toPrettyString();

    @GetMapping(
            path = "/api/v1/schemas/topology.json",
            produces = {MediaTypes.SCHEMA, MediaTypes.JSON})
    @Operation(
            operationId = "getTopologySchema",
            summary = "JSON Schema 2020-12 of the topology document",
            description =
                    "In an editor: # yaml-language-server: $schema=http://localhost:8080/api/v1/schemas/topology.json")
    ResponseEntity<String> topology() {
        return answer(topology);
    }

    @GetMapping(
            path = "/api/v1/schemas/endpoint-views.json",
            produces = {MediaTypes.SCHEMA, MediaTypes.JSON})
    @Operation(
            operationId = "getEndpointViewsSchema",
            summary = "JSON Schema 2020-12 of a request for endpoint views",
            description =
                    "In an editor: # yaml-language-server: $schema=http://localhost:8080/api/v1/schemas/endpoint-views.json")
    ResponseEntity<String> endpointViews() {
        return answer(endpointViews);
    }

    @GetMapping(
            path = "/api/v1/schemas/comparison.json",
            produces = {MediaTypes.SCHEMA, MediaTypes.JSON})
    @Operation(
            operationId = "getComparisonSchema",
            summary = "JSON Schema 2020-12 of a request for a comparison",
            description =
                    "In an editor: # yaml-language-server: $schema=http://localhost:8080/api/v1/schemas/comparison.json")
    ResponseEntity<String> comparison() {
        return answer(comparison);
    }

    @GetMapping(
            path = "/api/v1/schemas/ranking.json",
            produces = {MediaTypes.SCHEMA, MediaTypes.JSON})
    @Operation(
            operationId = "getRankingSchema",
            summary = "JSON Schema 2020-12 of a request for a ranking",
            description =
                    "In an editor: # yaml-language-server: $schema=http://localhost:8080/api/v1/schemas/ranking.json")
    ResponseEntity<String> ranking() {
        return answer(ranking);
    }

    @GetMapping(
            path = "/api/v1/schemas/simulation.json",
            produces = {MediaTypes.SCHEMA, MediaTypes.JSON})
    @Operation(
            operationId = "getSimulationSchema",
            summary = "JSON Schema 2020-12 of a request for a simulation",
            description =
                    "In an editor: # yaml-language-server: $schema=http://localhost:8080/api/v1/schemas/simulation.json")
    ResponseEntity<String> simulation() {
        return answer(simulation);
    }

    private static ResponseEntity<String> answer(String schema) {
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(FRESH)).body(schema);
    }
}
