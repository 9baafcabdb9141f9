package dev.sailplan.comparison;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a list of the document means: which of its objects are the same in another version of it, and what their order says.
 *
 * @param key the fields that together name an object of the list; empty for lists of texts and numbers
 * @param weakKey fields that name it as well if no other object has the same
 * @param order what the order says
 */
record ListMeaning(List<String> key, List<String> weakKey, Order order) {

    /** What the order of a list says. */
    enum Order {
        /** Nothing: the list is a set. */
        NONE,
        /** Which of the elements comes first. */
        FIRST,
        /** What is preferred to what. */
        ALL
    }

    private static final ListMeaning SET = new ListMeaning(List.of(), List.of(), Order.NONE);
    private static final ListMeaning PREFERENCES = new ListMeaning(List.of(), List.of(), Order.ALL);

    /** By the name of the field. A {@code ports} of numbers has no objects to name. */
    private static final Map<String, ListMeaning> MEANINGS = Map.ofEntries(
            Map.entry("controlPlanes", PREFERENCES),
            Map.entry("failoverPriority", PREFERENCES),
            Map.entry("gateways", set(List.of("name"), List.of("name"))),
            Map.entry("trustBundles", set(List.of("mesh", "root"), List.of("mesh"))),
            Map.entry("federatesWith", set(List.of("mesh"), List.of("mesh"))),
            Map.entry("remoteSecrets", new ListMeaning(List.of("cluster"), List.of("cluster"), Order.ALL)),
            Map.entry("ports", new ListMeaning(List.of("name"), List.of("number"), Order.FIRST)),
            Map.entry("definedIn", set(List.of("cluster"), List.of("cluster"))),
            Map.entry("workloads", set(List.of("cluster", "network", "zone"), List.of("cluster"))),
            Map.entry("failover", new ListMeaning(List.of("from"), List.of("from"), Order.ALL)),
            Map.entry("distribute", set(List.of("from"), List.of("from"))));

    private static ListMeaning set(List<String> key, List<String> weakKey) {
        return new ListMeaning(key, weakKey, Order.NONE);
    }

    static ListMeaning of(String field) {
        return MEANINGS.getOrDefault(field, SET);
    }

    /** Whether a list holds objects that its key names. */
    boolean names(List<?> list) {
        return !key.isEmpty() && !list.isEmpty() && list.get(0) instanceof Map;
    }

    /** How many elements of a list, from its beginning, stand where they do for a reason. */
    int ordered(List<?> list) {
        return switch (order) {
            case NONE -> 0;
            case FIRST -> names(list) ? 1 : 0;
            case ALL -> list.size();
        };
    }

    /** What an object of the list has in common with the same object in another version of it. */
    String keyOf(Map<?, ?> object) {
        boolean named = key.stream().anyMatch(object::containsKey);
        return named ? textOf(key, object) : "only " + weakKeyOf(object);
    }

    /** What it has in common as well, if no other has. */
    String weakKeyOf(Map<?, ?> object) {
        return textOf(weakKey, object);
    }

    private static String textOf(List<String> fields, Map<?, ?> object) {
        return fields.stream()
                .map(field -> object.containsKey(field)
                        ? Content.textOf(field, Objects.requireNonNull(object.get(field)))
                        : "none")
                .collect(Collectors.joining(" "));
    }

    /** The name of an object for people. */
    String labelOf(Map<?, ?> object) {
        List<String> fields = key.stream().anyMatch(object::containsKey) ? key : weakKey;
        return fields.stream()
                .filter(object::containsKey)
                .map(field -> Label.shortened(String.valueOf(object.get(field))))
                .collect(Collectors.joining(", "));
    }
}
