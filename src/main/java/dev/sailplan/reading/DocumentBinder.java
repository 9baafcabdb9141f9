package dev.sailplan.reading;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.PositionIndex;
import dev.sailplan.document.TargetPort;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.reading.Reading.Reason;
import dev.sailplan.reading.Shape.BooleanShape;
import dev.sailplan.reading.Shape.DecimalShape;
import dev.sailplan.reading.Shape.FieldShape;
import dev.sailplan.reading.Shape.IntegerShape;
import dev.sailplan.reading.Shape.ListShape;
import dev.sailplan.reading.Shape.MapShape;
import dev.sailplan.reading.Shape.ObjectShape;
import dev.sailplan.reading.Shape.ParsedShape;
import dev.sailplan.reading.Shape.TargetPortShape;
import dev.sailplan.reading.Shape.TextShape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of a document into its records in one pass, collecting what is not of the format instead of stopping at it.
 *
 * <p>What is wrong is skipped: an unknown field, the second value of a duplicate key, a value of the wrong type. An element of
 * the wrong type in a list of objects or texts leaves an empty one behind, so that the others keep their index.
 */
final class DocumentBinder {

    /** Whole numbers of up to ten characters, which is all the format has. */
    private static final int LONGEST_INTEGER = 10;

    /** Of names, values and what is between them, in a dense document. */
    private static final int CHARACTERS_PER_VALUE = 16;

    private static final int LONGEST_DECIMAL = 40;
    private static final int LONGEST_QUOTE = 60;
    private static final String MERGE_HINT =
            "; YAML 1.2 has no merge keys: repeat the fields, or use an alias for the whole object";

    private final Tokens in;
    private final ReadingLimits limits;
    private final PositionIndex.Builder positions;
    private final List<Fault> faults = new ArrayList<>();
    private final Path path;
    private final Map<Fault.Kind, Integer> faultsOfKind = new EnumMap<>(Fault.Kind.class);

    /**
     * Prepares to read.
     *
     * @param length characters of the document, from which its number of values is guessed
     */
    DocumentBinder(Tokens in, int length, ReadingLimits limits) {
        this.in = in;
        this.limits = limits;
        this.path = new Path(limits.depth());
        this.positions = new PositionIndex.Builder(length / CHARACTERS_PER_VALUE);
    }

    /** Reads the whole document, which has to be one object. */
    TopologyDocument bind() {
        Token token = in.next();
        if (token == Token.END) {
            throw UnreadableException.malformed(1, 1, "The document is empty; send a topology.");
        }
        if (token != Token.OBJECT) {
            int line = in.line();
            int column = in.column();
            String found = describe(token);
            skip(token);
            expectEnd();
            throw new UnreadableException(
                    Reason.NOT_AN_OBJECT, line, column, "The document is " + found + "; a topology is an object.");
        }
        var topology = (TopologyDocument) object(Shapes.TOPOLOGY, null);
        expectEnd();
        return topology;
    }

    List<Fault> faults() {
        return faults;
    }

    PositionIndex positions() {
        return positions.build();
    }

    private void expectEnd() {
        if (in.next() != Token.END) {
            throw UnreadableException.malformed(
                    in.line(), in.column(), "The document goes on after its end; send one document at a time.");
        }
    }

    /** Reads the value whose first part is the current one; null if there is none of that shape. */
    private @Nullable Object value(Shape shape, Token token, @Nullable String name) {
        if (shape instanceof ObjectShape object && token == Token.OBJECT) {
            return object(object, name);
        }
        if (shape instanceof ListShape list && token == Token.LIST) {
            return list(list, name);
        }
        if (shape instanceof MapShape map && token == Token.OBJECT) {
            return map(map, name);
        }
        begin(name, in.line(), in.column());
        Object scalar = scalar(shape, token);
        if (scalar == null) {
            wrongType(shape, token);
            skip(token);
        }
        return scalar;
    }

    private int begin(@Nullable String name, int line, int column) {
        int value = positions.begin(name, line, column);
        if (value >= limits.values()) {
            throw new UnreadableException(
                    Reason.TOO_LARGE,
                    line,
                    column,
                    "It has more than " + limits.values() + " values, which is the limit.");
        }
        return value;
    }

    private Object object(ObjectShape shape, @Nullable String name) {
        int line = in.line();
        int column = in.column();
        int value = begin(name, line, column);
        Object[] components = new Object[shape.fields().size()];
        long seen = 0;
        while (in.next() == Token.NAME) {
            Integer index = shape.indexes().get(in.text());
            if (index == null) {
                unknownField(shape);
            } else if ((seen & 1L << index) != 0) {
                duplicateKey(in.text());
            } else {
                seen |= 1L << index;
                components[index] = field(shape.fields().get(index));
            }
        }
        positions.end(value);
        for (int i = 0; i < components.length; i++) {
            FieldShape field = shape.fields().get(i);
            if (field.required() && (seen & 1L << i) == 0) {
                missingField(field.name(), new Position(line, column));
            }
        }
        return create(shape, components);
    }

    private @Nullable Object field(FieldShape field) {
        Token token = in.next();
        path.enter(field.name());
        Object value = null;
        if (token != Token.NULL) {
            value = value(field.shape(), token, field.name());
            value = value == null && field.shape() instanceof TextShape ? placeholder(field.shape(), token) : value;
        } else {
            begin(field.name(), in.line(), in.column());
            if (field.required()) {
                fault(Fault.Kind.MISSING_FIELD, here(), Map.of("field", field.name()));
            }
        }
        path.leave();
        return value;
    }

    private static Object create(ObjectShape shape, Object[] components) {
        try {
            return shape.constructor().invokeExact(components);
        } catch (Throwable impossible) {
            throw new IllegalStateException("The records of a document accept what has their shape", impossible);
        }
    }

    private List<Object> list(ListShape shape, @Nullable String name) {
        int value = begin(name, in.line(), in.column());
        List<Object> elements = new ArrayList<>();
        int index = 0;
        for (Token token = in.next(); token != Token.END_LIST; token = in.next()) {
            path.enter(index++);
            Object element = value(shape.element(), token, null);
            Object kept = element != null ? element : placeholder(shape.element(), token);
            if (kept != null) {
                elements.add(kept);
            }
            path.leave();
        }
        positions.end(value);
        return Collections.unmodifiableList(elements);
    }

    /**
     * What stands for a value that is not of its shape: an empty object in a list, so that the others keep their index, and a
     * malformed text as it is written, so that what refers to it by that text is not blamed as well.
     */
    private @Nullable Object placeholder(Shape shape, Token token) {
        if (shape instanceof ObjectShape object) {
            return object.empty();
        }
        boolean scalar = token == Token.TEXT || token == Token.NUMBER || token == Token.BOOLEAN;
        return shape instanceof TextShape ? (scalar ? in.text() : "") : null;
    }

    private Map<String, Object> map(MapShape shape, @Nullable String name) {
        int value = begin(name, in.line(), in.column());
        Map<String, Object> entries = new LinkedHashMap<>();
        while (in.next() == Token.NAME) {
            String key = in.text();
            if (entries.containsKey(key)) {
                duplicateKey(key);
                continue;
            }
            path.enter(key);
            Object entry = value(shape.value(), in.next(), key);
            if (entry != null) {
                entries.put(key, entry);
            }
            path.leave();
        }
        positions.end(value);
        return Collections.unmodifiableMap(entries);
    }

    private @Nullable Object scalar(Shape shape, Token token) {
        if (shape instanceof TextShape text && token == Token.TEXT) {
            return text(text);
        }
        if (shape instanceof ParsedShape parsed && token == Token.TEXT) {
            return parsed.parser().apply(in.text()).orElse(null);
        }
        if (shape instanceof BooleanShape && token == Token.BOOLEAN) {
            return in.text().equalsIgnoreCase("true");
        }
        if (shape instanceof IntegerShape range && token == Token.NUMBER) {
            Integer number = integer();
            return number != null && number >= range.min() && number <= range.max() ? number : null;
        }
        if (shape instanceof DecimalShape && token == Token.NUMBER) {
            return decimal().orElse(null);
        }
        return shape instanceof TargetPortShape ? targetPort(token).orElse(null) : null;
    }

    private @Nullable String text(TextShape shape) {
        String text = in.text();
        boolean accepted = shape.form() == null || shape.form().accepts(text);
        return accepted ? text : null;
    }

    private Optional<TargetPort> targetPort(Token token) {
        if (token == Token.NUMBER) {
            Integer number = integer();
            return number == null ? Optional.empty() : TargetPort.ofNumber(number);
        }
        return token == Token.TEXT ? TargetPort.ofName(in.text()) : Optional.empty();
    }

    private @Nullable Integer integer() {
        String text = in.text();
        try {
            return text.length() > LONGEST_INTEGER ? null : Integer.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return null;
        }
    }

    private Optional<BigDecimal> decimal() {
        String text = in.text();
        try {
            return text.length() > LONGEST_DECIMAL ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private void unknownField(ObjectShape shape) {
        String name = in.text();
        Position place = here();
        path.enter(name);
        var known = shape.fields().stream().map(FieldShape::name).toList();
        fault(
                Fault.Kind.UNKNOWN_FIELD,
                place,
                () -> Map.of(
                        "field", quote(name), "hint", name.equals("<<") ? MERGE_HINT : DidYouMean.hint(name, known)));
        path.leave();
        skip(in.next());
    }

    private void duplicateKey(String name) {
        Position place = here();
        path.enter(name);
        fault(Fault.Kind.DUPLICATE_KEY, place, Map.of("field", quote(name)));
        path.leave();
        skip(in.next());
    }

    private void missingField(String name, Position start) {
        path.enter(name);
        fault(Fault.Kind.MISSING_FIELD, start, Map.of("field", name));
        path.leave();
    }

    private void wrongType(Shape shape, Token token) {
        fault(
                Fault.Kind.WRONG_TYPE,
                here(),
                () -> Map.of("actual", describe(token), "expected", shape.words(), "hint", hint(shape, token)));
    }

    private String hint(Shape shape, Token token) {
        boolean wantsText = shape instanceof TextShape || shape instanceof ParsedShape;
        if (wantsText && (token == Token.NUMBER || token == Token.BOOLEAN)) {
            return "; quote it: \"" + quote(in.text()) + "\"";
        }
        if (token == Token.TEXT && isQuoted(shape)) {
            return "; write it without quotes";
        }
        return shape instanceof ParsedShape parsed && token == Token.TEXT
                ? DidYouMean.hint(in.text(), parsed.allowed())
                : "";
    }

    /** Whether the current text would be a value of the shape if it were not a text; {@code yes} never is. */
    private boolean isQuoted(Shape shape) {
        if (shape instanceof BooleanShape) {
            return in.text().equalsIgnoreCase("true") || in.text().equalsIgnoreCase("false");
        }
        return (shape instanceof IntegerShape || shape instanceof DecimalShape)
                && decimal().isPresent();
    }

    private String describe(Token token) {
        return switch (token) {
            case OBJECT -> "an object";
            case LIST -> "a list";
            case NULL -> "empty";
            case TEXT -> in.text().isEmpty() ? "an empty text" : "\"" + quote(in.text()) + "\"";
            case NUMBER -> "the number " + quote(in.text());
            case BOOLEAN -> in.text();
            case NAME, END, END_LIST, END_OBJECT -> throw new IllegalStateException("Not a value: " + token);
        };
    }

    private static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /** Passes over the rest of the value whose first part is the current one. */
    private void skip(Token first) {
        int depth = first == Token.OBJECT || first == Token.LIST ? 1 : 0;
        while (depth > 0) {
            Token token = in.next();
            if (token == Token.OBJECT || token == Token.LIST) {
                depth++;
            } else if (token == Token.END_OBJECT || token == Token.END_LIST) {
                depth--;
            }
        }
    }

    private Position here() {
        return new Position(in.line(), in.column());
    }

    private void fault(Fault.Kind kind, Position place, Map<String, String> facts) {
        fault(kind, place, () -> facts);
    }

    private void fault(Fault.Kind kind, Position place, Supplier<Map<String, String>> facts) {
        if (faultsOfKind.merge(kind, 1, Integer::sum) <= limits.faults()) {
            faults.add(new Fault(kind, path.pointer(), place, facts.get()));
        }
    }

    /** The way from the root to the value that is being read; a pointer is made of it only for a fault. */
    private static final class Path {

        private final @Nullable String[] names;
        private final int[] indexes;
        private int depth;

        Path(int deepest) {
            names = new String[deepest + 1];
            indexes = new int[deepest + 1];
        }

        void enter(String name) {
            names[depth++] = name;
        }

        void enter(int index) {
            names[depth] = null;
            indexes[depth++] = index;
        }

        void leave() {
            depth--;
        }

        Pointer pointer() {
            Pointer pointer = Pointer.ROOT;
            for (int i = 0; i < depth; i++) {
                String name = names[i];
                pointer = name == null ? pointer.index(indexes[i]) : pointer.field(name);
            }
            return pointer;
        }
    }
}
