package dev.sailplan.reachability;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a document as JSON gives it, with its fields by name and nothing derived. */
record Tree(Map<String, Object> fields) {

    boolean has(String field) {
        return fields.containsKey(field);
    }

    @Nullable
    String text(String field) {
        Object value = fields.get(field);
        return value == null ? null : value.toString();
    }

    String text(String field, String fallback) {
        Object value = fields.get(field);
        return value == null ? fallback : value.toString();
    }

    /** The name of a required field. */
    String name(String field) {
        return text(field, "");
    }

    boolean is(String field, boolean fallback) {
        return fields.get(field) instanceof Boolean value ? value : fallback;
    }

    int number(String field, int fallback) {
        return fields.get(field) instanceof Number value ? value.intValue() : fallback;
    }

    /** An object in a field; without fields if it is absent. */
    Tree item(String field) {
        return fields.get(field) instanceof Map<?, ?> object ? of(object) : new Tree(Map.of());
    }

    /** A list of objects; empty if it is absent. */
    List<Tree> items(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(object -> of((Map<?, ?>) object)).toList()
                : List.of();
    }

    /** A list of texts; empty if it is absent. */
    List<String> texts(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Tree of(Map<?, ?> object) {
        return new Tree((Map<String, Object>) object);
    }
}
