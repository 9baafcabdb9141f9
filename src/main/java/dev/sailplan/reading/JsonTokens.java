package dev.sailplan.reading;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** The parts of a JSON document. */
final class JsonTokens implements Tokens {

    /** Jackson says where a thing began in its own notation, and names its switches and classes. */
    private static final Pattern INNER_WORDS = Pattern.compile(
            "\\s*\\((start marker )?at \\[Source:.*?]\\)|\\s*at \\[Source:.*?]"
                    + "|\\s*\\([^()]*Feature[^()]*\\)|[,:]? (from|enable) `[^`]*`( to allow)?",
            Pattern.DOTALL);

    private final JsonParser parser;
    private final int maxDepth;
    private int depth;
    private @Nullable TokenStreamLocation location;

    private JsonTokens(JsonParser parser, int maxDepth) {
        this.parser = parser;
        this.maxDepth = maxDepth;
    }

    static JsonTokens of(Characters text, JsonFactory factory, ReadingLimits limits) {
        var context = ObjectReadContext.empty();
        JsonParser parser = text.isAscii()
                ? factory.createParser(context, text.bytes(), text.start(), text.length())
                : factory.createParser(context, text.text(), 0, text.length());
        return new JsonTokens(parser, limits.depth());
    }

    /** Makes what makes parsers. It remembers the names of fields it has seen, so one is kept for all documents. */
    static JsonFactory factory(ReadingLimits limits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth() + 1)
                .maxStringLength(limits.codePoints())
                .maxNameLength(limits.codePoints())
                .maxNumberLength(limits.codePoints())
                .build();
        return JsonFactory.builder().streamReadConstraints(constraints).build();
    }

    @Override
    public Token next() {
        try {
            JsonToken token = parser.nextToken();
            location = null;
            return token == null ? Token.END : translate(token);
        } catch (JacksonException malformed) {
            throw unreadable(malformed);
        }
    }

    private static UnreadableException unreadable(JacksonException malformed) {
        TokenStreamLocation place = malformed.getLocation();
        return UnreadableException.malformed(
                place == null ? 1 : Math.max(1, place.getLineNr()),
                place == null ? 1 : Math.max(1, place.getColumnNr()),
                sentence(malformed.getOriginalMessage()));
    }

    private Token translate(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> opened(Token.OBJECT);
            case START_ARRAY -> opened(Token.LIST);
            case END_OBJECT -> closed(Token.END_OBJECT);
            case END_ARRAY -> closed(Token.END_LIST);
            case PROPERTY_NAME -> Token.NAME;
            case VALUE_STRING -> Token.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Token.BOOLEAN;
            case VALUE_NULL -> Token.NULL;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("Not a part of JSON: " + token);
        };
    }

    private Token opened(Token token) {
        if (++depth > maxDepth) {
            throw UnreadableException.malformed(
                    line(), column(), "Objects and lists are nested deeper than " + maxDepth + " levels.");
        }
        return token;
    }

    private Token closed(Token token) {
        depth--;
        return token;
    }

    /** A text is scanned only when it is asked for, so that this is where a malformed one shows. */
    @Override
    public String text() {
        try {
            return parser.getString();
        } catch (JacksonException malformed) {
            throw unreadable(malformed);
        }
    }

    @Override
    public int line() {
        return location().getLineNr();
    }

    @Override
    public int column() {
        return location().getColumnNr();
    }

    private TokenStreamLocation location() {
        TokenStreamLocation known = location;
        if (known == null) {
            known = parser.currentTokenLocation();
            location = known;
        }
        return known;
    }

    private static String sentence(@Nullable String message) {
        String cleaned = message == null
                ? ""
                : INNER_WORDS.matcher(message).replaceAll("").strip();
        return cleaned.isEmpty() ? "It is not JSON." : cleaned.endsWith(".") ? cleaned : cleaned + ".";
    }
}
