package dev.sailplan.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sailplan.document.Pointer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a JSON Patch (RFC 6902).
 *
 * @param op {@code add}, {@code replace}, {@code remove} or {@code move}
 * @param path the place it changes, as a JSON Pointer
 * @param from the place from which a value is moved, null if none is
 * @param value the new value: text, numbers, truth values, and lists and maps of them; null where something is removed
 */
public record PatchOperation(
        String op,
        String path,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object value) {

    /** Writes a field, whether it is there or not, or inserts into a list; {@code -} stands for the end of a list. */
    public static PatchOperation add(Pointer place, Object value) {
        return new PatchOperation("add", place.text(), null, value);
    }

    /** Changes what is there. */
    public static PatchOperation replace(Pointer place, Object value) {
        return new PatchOperation("replace", place.text(), null, value);
    }

    /** Takes away what is there. */
    public static PatchOperation remove(Pointer place) {
        return new PatchOperation("remove", place.text(), null, null);
    }

    /** Takes away what is in several places of lists, from the last to the first, so that each is still where it was. */
    public static List<PatchOperation> removeAll(Collection<Pointer> places) {
        return places.stream()
                .sorted(Comparator.reverseOrder())
                .map(PatchOperation::remove)
                .toList();
    }

    /** Takes a value away from one place and writes it in another. */
    public static PatchOperation move(Pointer from, Pointer to) {
        return new PatchOperation("move", to.text(), from.text(), null);
    }

    /** On one line, such as {@code replace /clusters/0/revision "canary"}. */
    public String words() {
        if (from != null) {
            return "%s %s to %s".formatted(op, from, path);
        }
        return value == null ? op + " " + path : "%s %s %s".formatted(op, path, textOf(value));
    }

    /** As it stands in JSON, for values without characters that would have to be escaped. */
    private static String textOf(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .map(entry -> textOf(entry.getKey()) + ": " + textOf(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(PatchOperation::textOf).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }
}
