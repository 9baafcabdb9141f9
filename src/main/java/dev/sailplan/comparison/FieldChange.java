package dev.sailplan.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One difference inside an element that both topologies have.
 *
 * @param field a JSON Pointer that begins at the element: in the later topology if the value is there, else in the earlier one
 * @param path the same for people, with the names of what is in lists: {@code gateways[eastwest].replicas}
 * @param change what became of the value
 * @param base the earlier value, null if there is none; of what was reordered, the names in their order
 * @param head the later value, likewise
 */
public record FieldChange(
        String field,
        String path,
        Change change,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object base,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object head) {}
