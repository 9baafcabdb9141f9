package dev.sailplan.reading;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a document of either notation in JSON, value for value. */
final class JsonText {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?");

    private JsonText() {}

    static byte[] of(Tokens tokens, JsonFactory factory) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), json)) {
            for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
                write(token, tokens.text(), out);
            }
        }
        return json.toByteArray();
    }

    /** YAML knows numbers that JSON does not, such as {@code 0x1F}; no field takes them. */
    private static void writeNumber(String text, JsonGenerator out) {
        if (JSON_NUMBER.matcher(text).matches()) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }

    private static void write(Token token, String text, JsonGenerator out) {
        switch (token) {
            case OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case LIST -> out.writeStartArray();
            case END_LIST -> out.writeEndArray();
            case NAME -> out.writeName(text);
            case TEXT -> out.writeString(text);
            case NUMBER -> writeNumber(text, out);
            case BOOLEAN -> out.writeBoolean(Boolean.parseBoolean(text));
            case NULL -> out.writeNull();
            case END -> throw new IllegalStateException("Nothing is written after the end");
        }
    }
}
