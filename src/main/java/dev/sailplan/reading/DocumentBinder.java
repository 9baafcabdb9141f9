package dev.sailplan.reading;

import dev.sailplan.document.Fault;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.PositionIndex;
import dev.sailplan.document.ReadDocument;
import dev.sailplan.document.TopologyDocument;
import dev.sailplan.reading.Reading.Reason;
import dev.sailplan.reading.Shape.FieldShape;
import dev.sailplan.reading.Shape.ListShape;
import dev.sailplan.reading.Shape.MapShape;
import dev.sailplan.reading.Shape.ObjectShape;
import dev.sailplan.reading.Shape.TextShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the parts of a document into its records in one pass, collecting what is not of the format instead of stopping at it.
 *
 * <p>What is wrong is skipped: an unknown field, the second value of a duplicate key, a value of the wrong type. An element of
 * the wrong type in a list of objects or texts leaves an empty one behind, so that the others keep their index.
 */
final class DocumentBinder {

    /** Of names, values and what is between them, in a dense document. */
    private static final int CHARACTERS_PER_VALUE = 16;

    private static final int LONGEST_NAME = 1_000;

    private final Tokens in;
    private final ReadingLimits limits;
    private final PositionIndex.Builder positions;
    private final List<Part> topologies = new ArrayList<>();
    private FaultLog faults;

    /** A topology that has been read, and the number of its value. */
    private record Part(Pointer at, TopologyDocument content, List<Fault> faults, int value) {}

    /**
     * Prepares to read.
     *
     * @param length characters of the document, from which its number of values is guessed
     */
    DocumentBinder(Tokens in, int length, ReadingLimits limits) {
        this.in = in;
        this.limits = limits;
        this.faults = new FaultLog(in, limits);
        this.positions = new PositionIndex.Builder(length / CHARACTERS_PER_VALUE);
    }

    /** Reads the whole document, which has to be one object. */
    Object bind(ObjectShape root) {
        Token token = in.next();
        if (token == Token.END) {
            throw UnreadableException.empty(root);
        }
        if (token != Token.OBJECT) {
            int line = in.line();
            int column = in.column();
            String found = FaultLog.describe(token, in);
            skip(token);
            expectEnd();
            throw new UnreadableException(
                    Reason.NOT_AN_OBJECT,
                    line,
                    column,
                    "The document is " + found + "; send " + root.request()
                            + (root.topology() ? ", which is an object." : "."));
        }
        Object content = document(root, null);
        expectEnd();
        return content;
    }

    /** What is not of the format outside of the topologies. */
    List<Fault> faults() {
        return faults.all();
    }

    PositionIndex positions() {
        return positions.build();
    }

    /** The topologies in the document, be it one itself. */
    List<NestedTopology> topologies(PositionIndex whole) {
        return topologies.stream()
                .map(part -> new NestedTopology(
                        part.at(), new ReadDocument(part.content(), part.faults(), whole.inside(part.value()))))
                .toList();
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
            return document(object, name);
        }
        if (shape instanceof ListShape list && token == Token.LIST) {
            return list(list, name);
        }
        if (shape instanceof MapShape map && token == Token.OBJECT) {
            return map(map, name);
        }
        begin(name, in.line(), in.column());
        Object scalar = Scalars.read(shape, token, in);
        if (scalar == null) {
            faults.wrongType(shape, token);
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

    /** Reads an object. A topology is a document of its own, wherever it stands. */
    private Object document(ObjectShape shape, @Nullable String name) {
        if (!shape.topology()) {
            return object(shape, name);
        }
        FaultLog outer = faults;
        faults = outer.inside();
        int value = positions.next();
        var content = (TopologyDocument) object(shape, name);
        topologies.add(new Part(outer.pointer(), content, faults.all(), value));
        faults = outer;
        return content;
    }

    private Object object(ObjectShape shape, @Nullable String name) {
        int line = in.line();
        int column = in.column();
        int value = begin(name, line, column);
        Object[] components = new Object[shape.fields().size()];
        long seen = 0;
        while (in.next() == Token.NAME) {
            Integer index = shape.indexes().get(name());
            if (index == null) {
                faults.unknownField(shape);
                skip(in.next());
            } else if ((seen & 1L << index) != 0) {
                faults.duplicateKey();
                skip(in.next());
            } else {
                seen |= 1L << index;
                components[index] = field(shape.fields().get(index));
            }
        }
        positions.end(value);
        for (int i = 0; i < components.length; i++) {
            FieldShape field = shape.fields().get(i);
            if (field.required() && (seen & 1L << i) == 0) {
                faults.missingField(field.name(), new Position(line, column));
            }
        }
        return create(shape, components);
    }

    /** The name of a field. A longer one is no mistake in writing, and every pointer to what is in it would repeat it. */
    private String name() {
        String name = in.text();
        if (name.length() > LONGEST_NAME) {
            throw UnreadableException.malformed(
                    in.line(), in.column(), "The name of a field has more than " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    private @Nullable Object field(FieldShape field) {
        Token token = in.next();
        faults.enter(field.name());
        Object value = null;
        if (token != Token.NULL) {
            value = value(field.shape(), token, field.name());
            value = value == null && field.shape() instanceof TextShape ? placeholder(field.shape(), token) : value;
        } else {
            begin(field.name(), in.line(), in.column());
            if (field.required()) {
                faults.missing(field.name());
            }
        }
        faults.leave();
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
            faults.enter(index++);
            Object element = value(shape.element(), token, null);
            Object kept = element != null ? element : placeholder(shape.element(), token);
            if (kept != null) {
                elements.add(kept);
            }
            faults.leave();
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
        Set<String> keys = new HashSet<>();
        while (in.next() == Token.NAME) {
            String key = name();
            if (!keys.add(key)) {
                faults.duplicateKey();
                skip(in.next());
                continue;
            }
            faults.enter(key);
            Object entry = value(shape.value(), in.next(), key);
            if (entry != null) {
                entries.put(key, entry);
            }
            faults.leave();
        }
        positions.end(value);
        return Collections.unmodifiableMap(entries);
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
}
