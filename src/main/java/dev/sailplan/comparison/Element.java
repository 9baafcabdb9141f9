package dev.sailplan.comparison;

import dev.sailplan.document.Pointer;
import java.util.List;
import java.util.Map;

/**
 * An element of a topology, in one version of it.
 *
 * @param kind the first part of what it is called
 * @param label the other part
 * @param key what it has in common with the same element of the other version
 * @param at where it stands
 * @param written as the document has it
 * @param name the fields that make its name, empty if it has none
 */
record Element(String kind, String label, String key, Pointer at, Record written, List<String> name) {

    /** What it is called, as {@code cluster/west}. */
    String id() {
        return kind + "/" + label;
    }

    Map<String, Object> content() {
        return Content.of(written);
    }

    /** What it says, whatever the order. */
    String text() {
        return Content.textOf("", content());
    }

    /** What it says besides its name. */
    String textWithoutName() {
        Map<String, Object> content = content();
        name.forEach(content::remove);
        return Content.textOf("", content);
    }
}
