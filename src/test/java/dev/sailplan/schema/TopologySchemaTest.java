package dev.sailplan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema says of documents what the reader says of them, as far as a schema can. */
class TopologySchemaTest {

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TopologySchema.create().toString(), InputFormat.JSON);

    private static List<Path> sound() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void acceptsEverySoundExample(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    @Test
    void acceptsEveryRequestForEndpointViewsAndNoTopology() throws IOException {
        Schema views = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopologySchema.endpointViews().toString(), InputFormat.JSON);
        try (Stream<Path> files = Files.list(Path.of("docs/examples/views"))) {
            assertThat(files)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(views.validate(Files.readString(file), InputFormat.YAML))
                            .isEmpty());
        }
        String sound = Files.readString(Path.of("docs/examples/single-cluster.yaml"));
        assertThat(views.validate(sound, InputFormat.YAML)).isNotEmpty();
        assertThat(views.validate(
                        "topology: {name: a, clusters: [{nme: b}]}\nqueries: [{service: c, client: {cluster: d, proxy: e}}]",
                        InputFormat.YAML))
                .hasSizeGreaterThan(1);
    }

    @Test
    void acceptsEveryRequestForAComparisonAndNoTopology() throws IOException {
        Schema comparison = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopologySchema.comparison().toString(), InputFormat.JSON);
        try (Stream<Path> files = Files.list(Path.of("docs/examples/comparisons"))) {
            assertThat(files)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(comparison.validate(Files.readString(file), InputFormat.YAML))
                            .isEmpty());
        }
        assertThat(comparison.validate("{name: x, clusters: []}", InputFormat.YAML))
                .isNotEmpty();
        assertThat(comparison.validate("{base: {name: x}}", InputFormat.YAML)).isNotEmpty();
    }

    @Test
    void acceptsEveryRequestForARankingAndNoTopology() throws IOException {
        Schema ranking = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopologySchema.ranking().toString(), InputFormat.JSON);
        try (Stream<Path> files = Files.list(Path.of("docs/examples/rankings"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(ranking.validate(Files.readString(file), InputFormat.YAML))
                            .isEmpty());
        }
        assertThat(ranking.validate("{name: x, clusters: []}", InputFormat.YAML))
                .isNotEmpty();
        assertThat(ranking.validate("{candidates: [], weights: {isolation: 1}}", InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void acceptsEveryRequestForASimulationAndNoTopology() throws IOException {
        Schema simulation = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(TopologySchema.simulation().toString(), InputFormat.JSON);
        try (Stream<Path> files = Files.list(Path.of("docs/examples/simulations"))) {
            assertThat(files)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(simulation.validate(Files.readString(file), InputFormat.YAML))
                            .isEmpty());
        }
        assertThat(simulation.validate("{name: x, clusters: []}", InputFormat.YAML))
                .isNotEmpty();
        assertThat(simulation.validate("{topology: {name: x}, upTo: 3}", InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void isItselfValid() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(TopologySchema.create().toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            an unknown field        | {name: x, clusters: [{name: a, netwrk: n}]}
            a missing name          | {clusters: [{mesh: m}]}
            an unquoted version     | {name: x, istioVersion: 1.30}
            a patch version         | {name: x, istioVersion: "1.30.2"}
            a name with capitals    | {name: Shop}
            a bad CIDR              | {name: x, clusters: [{name: a, podCidrs: ["10.0.0.0"]}]}
            a word that is none     | {name: x, meshes: [{name: m, mtls: strict}]}
            a port out of range     | {name: x, links: [{from: a, to: b, ports: [70000]}]}
            an unknown feature      | {name: x, controlPlanes: [{name: p, features: {PILOT_TRACE: true}}]}
            a text for a number     | {name: x, controlPlanes: [{name: p, replicas: "2"}]}
            a list for an object    | {name: x, requirements: []}
            """)
    void refuses(String what, String yaml) {
        assertThat(errors(yaml)).as(what).isNotEmpty();
    }

    @Test
    void acceptsANumberOrANameAsTargetPort() {
        assertThat(
                        errors(
                                "{name: x, services: [{name: a, namespace: b, ports: [{targetPort: http}, {targetPort: 80}]}]}"))
                .isEmpty();
    }

    @Test
    void describesEveryObjectAndField() {
        var definitions = TopologySchema.create().path("$defs");
        assertThat(definitions.size()).isGreaterThan(20);
        definitions.properties().forEach(definition -> {
            assertThat(definition.getValue().path("description").asString())
                    .as(definition.getKey())
                    .isNotBlank();
            definition
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(property -> assertThat(property.getValue().toString())
                            .as(definition.getKey() + "." + property.getKey())
                            .contains("description"));
        });
    }

    private List<Error> errors(String yaml) {
        return schema.validate(yaml, InputFormat.YAML);
    }
}
