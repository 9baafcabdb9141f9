package dev.sailplan.reading;

import static dev.sailplan.reading.Notation.JSON;
import static dev.sailplan.reading.Notation.YAML;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.EndpointViewsDocument;
import dev.sailplan.document.Fault;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.TopologyDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topologies inside other documents are read as if they came alone, and know where they stand. */
class EnvelopeReadingTest {

    private static final TopologyReader READER = new TopologyReader(ReadingLimits.DEFAULT);

    private static final String FAULTY = """
            name: shop
            clusters:
              - {name: north, netwrk: vpc, zones: [a, 5]}
              - mesh: books
            name: again
            labels: {a/b: 1}
            """;

    /** A document that holds topologies in a field and in a list. */
    public record Comparison(
            @Nullable TopologyDocument base,
            @Nullable List<TopologyDocument> candidates,
            @Nullable String note) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/examples/multi-primary-multi-network.yaml",
                "docs/examples/federated-meshes.yaml",
                "src/test/resources/topologies/every-field.yaml"
            })
    void aTopologyInsideSaysWhatItSaysAlone(String file) throws IOException {
        String text = Files.readString(Path.of(file));
        NestedTopology nested = only(read("topology:\n" + indented(text) + "queries: []\n"));
        assertThat(nested.at()).isEqualTo(new Pointer("/topology"));
        assertThat(nested.document().content()).isEqualTo(alone(text).content());
        assertThat(nested.document().faults()).isEmpty();
    }

    @Test
    void itsFaultsHaveItsOwnPointersAndThePositionsOfTheWhole() {
        ReadDocument alone = alone(FAULTY);
        ReadEnvelope<EndpointViewsDocument> envelope = read("topology:\n" + indented(FAULTY) + "queries: []\n");
        assertThat(alone.faults()).hasSize(5);
        assertThat(only(envelope).document().faults())
                .isEqualTo(
                        alone.faults().stream().map(EnvelopeReadingTest::moved).toList());
        assertThat(envelope.faults()).isEmpty();
    }

    private static Fault moved(Fault fault) {
        return new Fault(fault.kind(), fault.pointer(), moved(fault.position()), fault.facts());
    }

    private static Position moved(Position position) {
        return new Position(position.line() + 1, position.column() + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/clusters/0/zones/1", "/clusters/1", "/labels/a~1b", "/clusters/0/region", "/meshes"})
    void itsPointersLeadToThePlacesOfTheWhole(String pointer) {
        Position alone = alone(FAULTY).positions().positionOf(new Pointer(pointer));
        ReadEnvelope<EndpointViewsDocument> envelope = read("topology:\n" + indented(FAULTY) + "queries: []\n");
        NestedTopology nested = only(envelope);
        assertThat(nested.document().positions().positionOf(new Pointer(pointer)))
                .isEqualTo(moved(alone));
        assertThat(envelope.positions().positionOf(nested.at().then(new Pointer(pointer))))
                .isEqualTo(moved(alone));
    }

    @Test
    void whatIsWrongAroundATopologyIsKeptApart() {
        ReadEnvelope<EndpointViewsDocument> envelope = read("""
                topology: {name: a, clusters: [{nme: b}]}
                queris: []
                queries: [{service: 5, client: {cluster: a, zone: b, zone: c}}]
                """);
        assertThat(envelope.faults())
                .extracting(fault -> fault.kind() + " " + fault.pointer())
                .containsExactly(
                        "UNKNOWN_FIELD /queris",
                        "WRONG_TYPE /queries/0/service",
                        "DUPLICATE_KEY /queries/0/client/zone");
        assertThat(only(envelope).document().faults())
                .extracting(fault -> fault.kind() + " " + fault.pointer())
                .containsExactly("UNKNOWN_FIELD /clusters/0/nme", "MISSING_FIELD /clusters/0/name");
    }

    @Test
    void everyTopologyOfADocumentIsOneOfItsOwn() {
        ReadEnvelope<Comparison> envelope = read("""
                {"candidates": [{"name": "a", "x": 1}, 7, {"name": "b",
                 "clusters": [{"name": "c", "x": 1}]}], "note": "n", "base": {"name": "d"}}""", JSON, Comparison.class);
        assertThat(envelope.topologies())
                .extracting(nested ->
                        nested.at() + " " + nested.document().content().name())
                .containsExactly("/candidates/0 a", "/candidates/2 b", "/base d");
        assertThat(envelope.topologies())
                .flatExtracting(nested -> nested.document().faults())
                .extracting(fault -> fault.pointer() + " " + fault.position().line())
                .containsExactly("/x 1", "/clusters/0/x 2");
        assertThat(envelope.faults()).extracting(Fault::pointer).containsExactly(new Pointer("/candidates/1"));
        assertThat(Objects.requireNonNull(envelope.content().candidates())
                        .get(2)
                        .name())
                .isEqualTo("b");
    }

    @Test
    void anEnvelopeIsNoTopologyAndATopologyNoEnvelope() {
        assertThat(read("name: a\nclusters: [{name: b}]\n").topologies()).isEmpty();
        assertThat(read("topology: [1]\nqueries: []\n").topologies()).isEmpty();
        assertThat(alone("topology: {name: a}\n").faults(Fault.Kind.UNKNOWN_FIELD))
                .hasSize(1);
    }

    @Test
    void faultsOfAKindAreKeptUpToOneLimitForAllTopologies() {
        String faulty = "{\"name\": \"a\", " + "\"x\": 1, ".repeat(400) + "\"labels\": {}}";
        ReadEnvelope<Comparison> envelope =
                read("{\"candidates\": [" + (faulty + ", ").repeat(3) + faulty + "]}", JSON, Comparison.class);
        assertThat(envelope.topologies())
                .extracting(nested -> nested.document().faults().size())
                .containsExactly(400, 400, 201, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | The document is empty; send an object with topology and queries.
            # nothing | The document is empty; send an object with topology and queries.
            '- a'     | The document is a list; send an object with topology and queries.
            shop      | The document is "shop"; send an object with topology and queries.
            """)
    void whatIsNoObjectIsToldWhatToSend(String text, String message) {
        var reading = READER.read(text.getBytes(UTF_8), YAML, EndpointViewsDocument.class);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        assertThat(((Reading.Unreadable<?>) reading).message()).isEqualTo(message);
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> line.isBlank() ? line : "  " + line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static ReadDocument alone(String text) {
        Reading<ReadDocument> reading = READER.read(text.getBytes(UTF_8), YAML);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadDocument>) reading).document();
    }

    private static NestedTopology only(ReadEnvelope<?> envelope) {
        assertThat(envelope.topologies()).hasSize(1);
        return envelope.topologies().get(0);
    }

    private static ReadEnvelope<EndpointViewsDocument> read(String text) {
        return read(text, YAML, EndpointViewsDocument.class);
    }

    private static <T> ReadEnvelope<T> read(String text, Notation notation, Class<T> type) {
        Reading<ReadEnvelope<T>> reading = READER.read(text.getBytes(UTF_8), notation, type);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read<ReadEnvelope<T>>) reading).document();
    }
}
