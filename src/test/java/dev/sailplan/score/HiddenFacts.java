package dev.sailplan.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Leaves facts of documents unknown; everything else stays as it was.
 *
 * @param fields fields that a document may leave unknown, by the name of the field their object is in
 */
public record HiddenFacts(Map<String, Set<String>> fields) {

    /**
     * Returns a copy of a document without some of the facts. The same seed leaves out the same ones.
     *
     * @param share the part of them that is left out, from 0 to 1
     */
    public Map<String, Object> in(Map<String, Object> document, double share, long seed) {
        return hidden("", document, share, new Random(seed));
    }

    private Map<String, Object> hidden(String field, Map<?, ?> object, double share, Random chance) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            String name = (String) key;
            boolean isFact = fields.getOrDefault(field, Set.of()).contains(name);
            if (!isFact || chance.nextDouble() >= share) {
                copy.put(name, hiddenIn(name, value, share, chance));
            }
        });
        return copy;
    }

    private Object hiddenIn(String field, Object value, double share, Random chance) {
        if (value instanceof Map<?, ?> object) {
            return hidden(field, object, share, chance);
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(each -> hiddenIn(field, each, share, chance))
                    .toList();
        }
        return value;
    }
}
