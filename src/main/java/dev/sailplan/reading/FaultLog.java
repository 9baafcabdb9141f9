package dev.sailplan.reading;

import dev.sailplan.document.DidYouMean;
import dev.sailplan.document.Fault;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.reading.Shape.FieldShape;
import dev.sailplan.reading.Shape.ObjectShape;
import dev.sailplan.reading.Shape.ParsedShape;
import dev.sailplan.reading.Shape.TextShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what in a document is not of the format, while it is read.
 *
 * <p>It knows the way from the root to the value that is being read, and makes a pointer of it only for a fault.
 */
final class FaultLog {

    private static final int LONGEST_QUOTE = 60;
    private static final String MERGE_HINT =
            "; YAML 1.2 has no merge keys: repeat the fields, or use an alias for the whole object";

    private final Tokens in;
    private final ReadingLimits limits;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Fault.Kind, Integer> faultsOfKind;
    private final @Nullable String[] names;
    private final int[] indexes;
    private int depth;

    FaultLog(Tokens in, ReadingLimits limits) {
        this(in, limits, new EnumMap<>(Fault.Kind.class));
    }

    private FaultLog(Tokens in, ReadingLimits limits, Map<Fault.Kind, Integer> faultsOfKind) {
        this.in = in;
        this.limits = limits;
        this.faultsOfKind = faultsOfKind;
        this.names = new String[limits.depth() + 1];
        this.indexes = new int[limits.depth() + 1];
    }

    /** Begins the log of a document inside this one: its pointers begin there, and what it keeps counts for both. */
    FaultLog inside() {
        return new FaultLog(in, limits, faultsOfKind);
    }

    List<Fault> all() {
        return faults;
    }

    /** The value of this field is read next. */
    void enter(String name) {
        names[depth++] = name;
    }

    /** This element of a list is read next. */
    void enter(int index) {
        names[depth] = null;
        indexes[depth++] = index;
    }

    /** The value that was entered last has been read. */
    void leave() {
        depth--;
    }

    /** The place of the value that was entered last. */
    Pointer pointer() {
        Pointer pointer = Pointer.ROOT;
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            pointer = name == null ? pointer.index(indexes[i]) : pointer.field(name);
        }
        return pointer;
    }

    /** The field that has been entered is required, and says nothing. */
    void missing(String name) {
        fault(Fault.Kind.MISSING_FIELD, here(), Map.of("field", name));
    }

    void unknownField(ObjectShape shape) {
        String name = in.text();
        Position place = here();
        enter(name);
        var known = shape.fields().stream().map(FieldShape::name).toList();
        fault(
                Fault.Kind.UNKNOWN_FIELD,
                place,
                () -> Map.of(
                        "field", quote(name), "hint", name.equals("<<") ? MERGE_HINT : DidYouMean.hint(name, known)));
        leave();
    }

    void duplicateKey() {
        String name = in.text();
        Position place = here();
        enter(name);
        fault(Fault.Kind.DUPLICATE_KEY, place, Map.of("field", quote(name)));
        leave();
    }

    void missingField(String name, Position start) {
        enter(name);
        fault(Fault.Kind.MISSING_FIELD, start, Map.of("field", name));
        leave();
    }

    void wrongType(Shape shape, Token token) {
        fault(
                Fault.Kind.WRONG_TYPE,
                here(),
                () -> Map.of("actual", describe(token, in), "expected", shape.words(), "hint", hint(shape, token)));
    }

    private String hint(Shape shape, Token token) {
        boolean wantsText = shape instanceof TextShape || shape instanceof ParsedShape;
        if (wantsText && (token == Token.NUMBER || token == Token.BOOLEAN)) {
            return "; quote it: \"" + quote(in.text()) + "\"";
        }
        if (token == Token.TEXT && Scalars.isQuoted(shape, in)) {
            return "; write it without quotes";
        }
        return shape instanceof ParsedShape parsed && token == Token.TEXT
                ? DidYouMean.hint(in.text(), parsed.allowed())
                : "";
    }

    static String describe(Token token, Tokens in) {
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

    private Position here() {
        return new Position(in.line(), in.column());
    }

    private void fault(Fault.Kind kind, Position place, Map<String, String> facts) {
        fault(kind, place, () -> facts);
    }

    private void fault(Fault.Kind kind, Position place, Supplier<Map<String, String>> facts) {
        if (faultsOfKind.merge(kind, 1, Integer::sum) <= limits.faults()) {
            faults.add(new Fault(kind, pointer(), place, facts.get()));
        }
    }
}
