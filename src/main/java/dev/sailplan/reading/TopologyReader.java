package dev.sailplan.reading;

import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.PositionIndex;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.Shape.ObjectShape;
import java.util.List;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads topology documents, and documents that hold topologies.
 *
 * <p>Whatever the bytes, the answer is a {@link Reading}: content never makes it throw.
 */
public final class TopologyReader {

    private final ReadingLimits limits;
    private final JsonFactory json;

    public TopologyReader(ReadingLimits limits) {
        this.limits = limits;
        this.json = JsonTokens.factory(limits);
    }

    /** Reads a topology in UTF-8, with or without a byte order mark. */
    public Reading<ReadDocument> read(byte[] bytes, Notation notation) {
        ObjectShape root = Shapes.of(TopologyDocument.class);
        try {
            DocumentBinder binder = binderOf(bytes, notation, root);
            binder.bind(root);
            return new Read<>(binder.topologies(binder.positions()).get(0).document());
        } catch (UnreadableException unreadable) {
            return unreadable.answer();
        }
    }

    /**
     * Reads another document in UTF-8, with or without a byte order mark. Every topology in it is read as if it came alone.
     *
     * @param type the record that mirrors the document
     */
    public <T> Reading<ReadEnvelope<T>> read(byte[] bytes, Notation notation, Class<T> type) {
        ObjectShape root = Shapes.of(type);
        try {
            DocumentBinder binder = binderOf(bytes, notation, root);
            T content = type.cast(binder.bind(root));
            PositionIndex positions = binder.positions();
            List<NestedTopology> topologies = binder.topologies(positions);
            return new Read<>(new ReadEnvelope<>(content, binder.faults(), positions, topologies));
        } catch (UnreadableException unreadable) {
            return unreadable.answer();
        }
    }

    /**
     * Returns a document in JSON, as it is if it is already.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public byte[] json(byte[] bytes, Notation notation) {
        if (notation == Notation.JSON) {
            return bytes;
        }
        try {
            return JsonText.of(tokensOf(Characters.of(bytes, limits), notation), json);
        } catch (UnreadableException unreadable) {
            throw new IllegalArgumentException("Only what was read can be translated", unreadable);
        }
    }

    private DocumentBinder binderOf(byte[] bytes, Notation notation, ObjectShape root) {
        Characters characters = Characters.of(bytes, limits);
        if (characters.isBlank()) {
            throw UnreadableException.empty(root);
        }
        return new DocumentBinder(tokensOf(characters, notation), characters.length(), limits);
    }

    private Tokens tokensOf(Characters characters, Notation notation) {
        return switch (notation) {
            case JSON -> JsonTokens.of(characters, json, limits);
            case YAML -> new YamlTokens(characters, limits);
        };
    }
}
