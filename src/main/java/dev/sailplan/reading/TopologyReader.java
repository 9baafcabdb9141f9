package dev.sailplan.reading;

import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.reading.Reading.Read;
import dev.sailplan.reading.Reading.Unreadable;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads topology documents.
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

    /** Reads a document in UTF-8, with or without a byte order mark. */
    public Reading read(byte[] bytes, Notation notation) {
        try {
            Characters characters = Characters.of(bytes, limits);
            if (characters.isBlank()) {
                throw UnreadableException.malformed(1, 1, "The document is empty; send a topology.");
            }
            var binder = new DocumentBinder(tokensOf(characters, notation), characters.length(), limits);
            TopologyDocument content = binder.bind();
            return new Read(new ReadDocument(content, binder.faults(), binder.positions()));
        } catch (UnreadableException unreadable) {
            Unreadable answer = unreadable.answer();
            return answer;
        }
    }

    private Tokens tokensOf(Characters characters, Notation notation) {
        return switch (notation) {
            case JSON -> JsonTokens.of(characters, json, limits);
            case YAML -> new YamlTokens(characters, limits);
        };
    }
}
