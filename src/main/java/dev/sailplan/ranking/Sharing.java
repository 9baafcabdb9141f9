package dev.sailplan.ranking;

import dev.sailplan.document.Pointer;
import dev.sailplan.finding.Finding;
import java.util.List;

/**
 * What the rules say of an isolation that is required of all tenants.
 *
 * @param violations what keeps tenants from it
 * @param unknown facts without which there may be more
 */
public record Sharing(List<Finding> violations, List<Pointer> unknown) {

    /** Where no isolation is required. */
    public static final Sharing NONE = new Sharing(List.of(), List.of());

    public Sharing {
        violations = List.copyOf(violations);
        unknown = List.copyOf(unknown);
    }
}
