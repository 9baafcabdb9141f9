package dev.sailplan.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element that is not the same in both topologies.
 *
 * @param element what it is, as {@code cluster/west} or, without a name of its own, {@code link/west→east}; as the later topology
 *     has it if it does
 * @param change what became of it
 * @param from what it was called, null unless it was renamed
 * @param to what it is called, null unless it was renamed
 * @param basePointer where it stands in the earlier topology, null if it does not
 * @param headPointer where it stands in the later topology, null if it does not
 * @param fields what is different in it, empty if it was added, removed or renamed
 * @param unlistedFields how many more differences there are in it than are listed
 */
public record ElementChange(
        String element,
        Change change,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String basePointer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String headPointer,
        List<FieldChange> fields,
        int unlistedFields) {

    public ElementChange {
        fields = List.copyOf(fields);
    }
}
